package dev.redisatomic.benchmarks.measure;

import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** What libraries log. */
public final class Quiet {

  private static final Logger ROOT = LogManager.getLogManager().getLogger("");

  /** Complains about the clients of those who were cut off. */
  private static final Logger NETTY = Logger.getLogger("io.netty");

  private Quiet() {}

  /** Only what goes wrong is shown. Lost races for locks and connections are counted instead. */
  public static void please() {
    ROOT.setLevel(Level.SEVERE);
    NETTY.setLevel(Level.OFF);
  }
}
