package dev.redisatomic.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Configuration;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What is handed out before the bean is finished is the same proxy as later on. */
@EachServer
class CircularReferenceTests {

  static class Plain {
    @Autowired Plain self;

    @RedisAtomic
    public String inner() {
      return state();
    }

    public String throughSelf() {
      return self.inner();
    }

    String state() {
      return "atomic "
          + AtomicContext.isActive()
          + ", transaction "
          + TransactionSynchronizationManager.isActualTransactionActive();
    }
  }

  static class WithTransaction extends Plain {
    @Autowired WithTransaction other;

    @Override
    @RedisAtomic
    @Transactional
    public String inner() {
      return state();
    }

    @Override
    public String throughSelf() {
      return other.inner();
    }
  }

  static class First {
    @Autowired Second second;

    @RedisAtomic
    public boolean inner() {
      return AtomicContext.isActive();
    }

    public boolean around() {
      return second.around();
    }
  }

  static class Second {
    @Autowired First first;

    public boolean around() {
      return first.inner();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement
  static class Transactions {}

  @Configuration(proxyBeanMethods = false)
  @EnableAsync
  @EnableResilientMethods
  static class Everything {}

  static class AsyncAndRetried {
    @Autowired AsyncAndRetried self;
    private int runs;

    @Async
    @Retryable(delay = 1)
    @RedisAtomic
    public CompletableFuture<Boolean> run() {
      if (++runs == 1) {
        throw new IllegalStateException("again");
      }
      return CompletableFuture.completedFuture(AtomicContext.isActive());
    }

    CompletableFuture<Boolean> throughSelf() {
      return self.run();
    }
  }

  static class Event extends ApplicationEvent {
    private static final long serialVersionUID = 1L;

    Event() {
      super("source");
    }
  }

  static class Listener implements ApplicationListener<Event> {
    @Autowired ApplicationListener<Event> self;
    static final List<Boolean> CALLS = new ArrayList<>();

    @RedisAtomic
    @Override
    public void onApplicationEvent(Event event) {
      CALLS.add(AtomicContext.isActive());
    }
  }

  static class Circle implements FactoryBean<Plain> {
    @Autowired NeedsCircle user;

    @Override
    public Plain getObject() {
      return new Plain();
    }

    @Override
    public Class<?> getObjectType() {
      return Plain.class;
    }
  }

  static class NeedsCircle {
    @Autowired Plain product;
  }

  @AutoClose private final TestApplication application;

  CircularReferenceTests(RedisSetup redis) {
    application =
        TestApplication.on(redis)
            .withTemplate()
            .singleton("transactionManager", new RecordingTransactions(new ArrayList<>()));
  }

  @Test
  void aBeanThatHasItself() {
    Plain bean = application.start(Plain.class).get(Plain.class);

    assertThat(bean.throughSelf()).isEqualTo("atomic true, transaction false");
    assertThat(bean.inner()).isEqualTo("atomic true, transaction false");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBeanThatHasItselfWithTransactions(boolean before) {
    WithTransaction bean =
        (before
                ? application.start(
                    Transactions.class, TestApplication.Atomic.class, WithTransaction.class)
                : application.start(
                    TestApplication.Atomic.class, Transactions.class, WithTransaction.class))
            .get(WithTransaction.class);

    assertThat(bean.throughSelf()).isEqualTo("atomic true, transaction true");
    assertThat(bean.inner()).isEqualTo("atomic true, transaction true");
  }

  @Test
  void aCircleOfTwoWhicheverComesFirst() {
    assertThat(application.start(First.class, Second.class).get(First.class).around()).isTrue();
  }

  @Test
  void aCircleOfTwoWithTheOtherOneFirst() {
    assertThat(application.start(Second.class, First.class).get(First.class).around()).isTrue();
  }

  @Test
  void withAdviceThatComesLater() {
    AsyncAndRetried bean =
        application.start(Everything.class, AsyncAndRetried.class).get(AsyncAndRetried.class);

    assertThat(bean.throughSelf().join()).isTrue();
  }

  @Test
  void aListenerOfApplicationEvents() {
    Listener.CALLS.clear();
    application.start(Listener.class);

    application.context().publishEvent(new Event());

    assertThat(Listener.CALLS).isNotEmpty().doesNotContain(false);
  }

  @Test
  void aFactoryBeanInACircleIsRefused() {
    assertThatExceptionOfType(BeanCreationException.class)
        .isThrownBy(() -> application.start(Circle.class, NeedsCircle.class))
        .withStackTraceContaining("Plain.inner() of bean")
        .withStackTraceContaining("circular reference");
  }
}
