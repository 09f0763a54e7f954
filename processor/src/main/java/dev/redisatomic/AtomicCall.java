package dev.redisatomic;

import java.util.List;

/**
 * One call of an atomic method, from outside: calls that join another one are part of it.
 *
 * @param id unique among the calls that the same listeners see
 * @param method such as {@code BankService.transfer(String, String, long)}, or {@code
 *     RedisAtomicOperations.execute(…)}
 * @param keyTemplates the key templates of the method as they were written, {@code {}} for the
 *     argument itself; empty for {@link RedisAtomicOperations}. Those of methods that join are in
 *     {@link AttemptEvent#keyTemplates()}
 */
public record AtomicCall(long id, String method, List<String> keyTemplates) {

  /** Copies the list. */
  public AtomicCall {
    keyTemplates = List.copyOf(keyTemplates);
  }
}
