package org.gaoler.core.names;

import java.net.UnknownHostException;
import java.util.List;
import org.gaoler.api.IpBlock;

/** Knows the addresses of hosts. */
@FunctionalInterface
public interface NameService {

  /** Knows none. */
  NameService NONE =
      name -> {
        throw new UnknownHostException("nobody is asked");
      };

  /**
   * Looks a name up. May block for long and need not heed an interruption; called by several
   * threads.
   *
   * @param name whose
   * @return its addresses of both families, each once; not empty
   * @throws UnknownHostException if it has none, or nobody could be asked: why, in a few words
   */
  List<IpBlock> addresses(HostName name) throws UnknownHostException;
}
