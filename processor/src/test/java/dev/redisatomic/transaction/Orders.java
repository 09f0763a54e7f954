package dev.redisatomic.transaction;

import dev.redisatomic.annotation.RedisAtomic;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Methods whose bodies come from tests: a database transaction where the name says. */
public class Orders {

  @RedisAtomic(maxRetries = 2)
  @Transactional
  public <T extends @Nullable Object> T both(Callable<T> body) throws Exception {
    return body.call();
  }

  @RedisAtomic(maxRetries = 2, exactlyOnce = true)
  @Transactional
  public <T extends @Nullable Object> T bothExactlyOnce(Callable<T> body) throws Exception {
    return body.call();
  }

  @RedisAtomic(maxRetries = 2)
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public <T extends @Nullable Object> T bothNew(Callable<T> body) throws Exception {
    return body.call();
  }

  @RedisAtomic(maxRetries = 2)
  @Transactional(readOnly = true)
  public <T extends @Nullable Object> T bothReadOnly(Callable<T> body) throws Exception {
    return body.call();
  }

  @RedisAtomic(maxRetries = 2)
  @Transactional(noRollbackFor = IllegalStateException.class)
  public <T extends @Nullable Object> T bothNoRollbackFor(Callable<T> body) throws Exception {
    return body.call();
  }

  @RedisAtomic(maxRetries = 2)
  public <T extends @Nullable Object> T atomic(Callable<T> body) throws Exception {
    return body.call();
  }

  @RedisAtomic(joinTransaction = true)
  public <T extends @Nullable Object> T joining(Callable<T> body) throws Exception {
    return body.call();
  }

  @RedisAtomic(joinTransaction = true)
  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public <T extends @Nullable Object> T joiningAndNew(Callable<T> body) throws Exception {
    return body.call();
  }

  @Transactional
  public <T extends @Nullable Object> T transaction(Callable<T> body) throws Exception {
    return body.call();
  }

  @Transactional(readOnly = true)
  public <T extends @Nullable Object> T readOnlyTransaction(Callable<T> body) throws Exception {
    return body.call();
  }

  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public <T extends @Nullable Object> T newTransaction(Callable<T> body) throws Exception {
    return body.call();
  }

  @Transactional(propagation = Propagation.NESTED)
  public <T extends @Nullable Object> T savepoint(Callable<T> body) throws Exception {
    return body.call();
  }
}
