package org.gaoler.api.operate;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What lies in the watched folders and what became of it; a service. Safe from any thread.
 *
 * <p>Bundles in the folder of {@code gaoler.deploy} and configurations in both folders ({@code
 * gaoler.etc} is the other) are taken up as they come, change and go.
 */
@ProviderType
public interface Deployments {

  /**
   * Every file that was looked at, used or not, and bundles of the distribution that were put in
   * quarantine. Answers at once.
   *
   * @return sorted by file
   */
  List<Installed> installed();

  /**
   * What is wrong with the watching itself, such as a folder that others may write to. Answers at
   * once.
   *
   * @return one line each: which folder, why, what to do; empty if all is well
   */
  List<String> troubles();

  /**
   * Looks at both folders now, without waiting for the kernel to tell; takes milliseconds. Whatever
   * did not change is left alone; bundles are started after this has returned.
   *
   * @return one line for each file that cannot be used
   */
  List<String> reread();

  /**
   * Stops a bundle because of what it did, until its file changes or somebody updates it. Returns
   * at once; a second call for the same bundle changes nothing.
   *
   * @param bundle its number
   * @param reason what it did, in one line
   */
  void quarantine(long bundle, String reason);
}
