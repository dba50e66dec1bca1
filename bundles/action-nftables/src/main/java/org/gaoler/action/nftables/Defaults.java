package org.gaoler.action.nftables;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What jails get that do not say otherwise, and which program is run. */
@ObjectClassDefinition(
    name = "nftables actions",
    description = "Defaults of nftables, nftables-multiport and nftables-allports.")
public @interface Defaults {

  /**
   * Default of option {@code blocktype}.
   *
   * @return a verdict
   */
  @AttributeDefinition(
      description = "What becomes of a banned packet: drop, reject, reject with TYPE.")
  String blocktype() default "drop";

  /**
   * Default of option {@code preset}.
   *
   * @return where packets are met
   */
  @AttributeDefinition(
      description =
          "docker: whatever comes in, for this machine and for what it forwards to; host: what is"
              + " for this machine alone.")
  String preset() default "docker";

  /**
   * Default of option {@code counter}.
   *
   * @return whether each ban counts its packets
   */
  @AttributeDefinition(description = "Whether each ban counts its packets: true or false.")
  boolean counter() default true;

  /**
   * The program that makes tables.
   *
   * @return a name or path, after the words of a command that shall run it, if any
   */
  @AttributeDefinition(description = "The program: nft or a path to it.")
  String nft() default "nft";
}
