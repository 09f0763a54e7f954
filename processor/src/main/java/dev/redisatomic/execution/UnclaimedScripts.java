package dev.redisatomic.execution;

import dev.redisatomic.attempt.Attempt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Warns, once per method, of scripts whose results nobody asked for. */
final class UnclaimedScripts {

  private static final Log log = LogFactory.getLog(UnclaimedScripts.class);

  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  void check(AtomicDefinition definition, Attempt attempt) {
    String script = attempt.unclaimedScript();
    if (script != null && log.isWarnEnabled() && warned.add(definition.name())) {
      log.warn(
          definition.name()
              + ": nobody asked for the result of the script "
              + script
              + ", which was null in the body, because a script is sent when the method returns."
              + " Wrap the call in Queued.of(…) and read the result after the commit, or give the"
              + " script no result type. Said once per method.");
    }
  }
}
