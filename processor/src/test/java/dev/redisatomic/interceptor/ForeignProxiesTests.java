package dev.redisatomic.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.ProxyFactoryBean;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.target.HotSwappableTargetSource;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.annotation.Id;
import org.springframework.data.keyvalue.core.KeyValueOperations;
import org.springframework.data.keyvalue.repository.KeyValueRepository;
import org.springframework.data.redis.core.RedisHash;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.repository.configuration.EnableRedisRepositories;
import org.springframework.data.redis.repository.query.RedisPartTreeQuery;
import org.springframework.data.redis.repository.query.RedisQueryCreator;
import org.springframework.data.redis.repository.support.RedisRepositoryFactoryBean;
import org.springframework.data.repository.Repository;
import org.springframework.resilience.annotation.EnableResilientMethods;
import org.springframework.resilience.annotation.Retryable;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;

/** Proxies that others have made: one advisor of each kind, in the right place. */
@EachServer
class ForeignProxiesTests {

  static class Counter {
    private final StringRedisTemplate redis;
    private int runs;

    Counter(StringRedisTemplate redis) {
      this.redis = redis;
    }

    @RedisAtomic
    @Retryable(delay = 1)
    @Transactional
    public boolean hit(@Watched("hits:{}") String page) {
      redis.opsForValue().increment("hits:" + page);
      if (++runs == 1) {
        throw new IllegalStateException("the first time");
      }
      return AtomicContext.isActive();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableResilientMethods
  static class Resilient {}

  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement
  static class Transactions {
    @Bean
    RecordingTransactions transactionManager() {
      return new RecordingTransactions(new ArrayList<>());
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class ByFactoryBean {
    @Bean
    ProxyFactoryBean counter(StringRedisTemplate redis) {
      ProxyFactoryBean factory = new ProxyFactoryBean();
      factory.setTarget(new Counter(redis));
      factory.addAdvice((MethodInterceptor) invocation -> invocation.proceed());
      return factory;
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class ByHand {
    @Bean
    Counter counter(StringRedisTemplate redis) {
      return (Counter) new ProxyFactory(new Counter(redis)).getProxy();
    }
  }

  static class Infrastructure implements AopInfrastructureBean {
    @RedisAtomic
    public boolean active() {
      return AtomicContext.isActive();
    }
  }

  /** Spring makes no proxy for it. */
  @Configuration(proxyBeanMethods = false)
  static class InfrastructureByHand {
    @Bean
    Infrastructure infrastructure() {
      ProxyFactory factory = new ProxyFactory(new Infrastructure());
      factory.setProxyTargetClass(true);
      return (Infrastructure) factory.getProxy();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class TwoDeep {
    @Bean
    Counter counter(StringRedisTemplate redis) {
      ProxyFactory outer = new ProxyFactory();
      outer.setProxyTargetClass(true);
      outer.setTarget(new ProxyFactory(new Counter(redis)).getProxy());
      return (Counter) outer.getProxy();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class SecondCreator {
    @Bean
    static DefaultAdvisorAutoProxyCreator second() {
      return new DefaultAdvisorAutoProxyCreator();
    }

    @Bean
    Counter counter(StringRedisTemplate redis) {
      return new Counter(redis);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class SameBeanTwice {
    @Bean
    Counter counter(StringRedisTemplate redis) {
      return new Counter(redis);
    }

    @Bean
    Object alias(Counter counter) {
      return counter;
    }
  }

  interface Active {
    @RedisAtomic
    boolean active();
  }

  @Configuration(proxyBeanMethods = false)
  static class Shapeless {
    @Bean
    Active lambda() {
      return AtomicContext::isActive;
    }

    @Bean
    Active proxyOfTheJdk() {
      return (Active)
          Proxy.newProxyInstance(
              Active.class.getClassLoader(),
              new Class<?>[] {Active.class},
              (proxy, method, arguments) ->
                  method.getName().equals("active") ? AtomicContext.isActive() : "a text".length());
    }

    @Bean
    Active adviceAlone() {
      return ProxyFactory.getProxy(
          Active.class, (MethodInterceptor) invocation -> AtomicContext.isActive());
    }

    @Bean
    Active swappable() {
      return ProxyFactory.getProxy(
          Active.class, new HotSwappableTargetSource((Active) AtomicContext::isActive));
    }
  }

  static class OnAnotherThread {
    @Bean(bootstrap = Bean.Bootstrap.BACKGROUND)
    Counter counter(StringRedisTemplate redis) {
      return new Counter(redis);
    }

    @Bean
    static ExecutorService bootstrapExecutor() {
      return Executors.newSingleThreadExecutor();
    }
  }

  static class Products implements FactoryBean<Counter> {
    private final StringRedisTemplate redis;

    Products(StringRedisTemplate redis) {
      this.redis = redis;
    }

    @Override
    public Counter getObject() {
      return new Counter(redis);
    }

    @Override
    public Class<?> getObjectType() {
      return Counter.class;
    }
  }

  @RedisHash("people")
  static class Person {
    @Id String id = "1";
  }

  interface People extends KeyValueRepository<Person, String> {
    @RedisAtomic
    @Override
    <S extends Person> S save(S entity);

    @RedisAtomic
    default boolean active(BeanFactory beans) {
      return AtomicContext.isActive();
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableRedisRepositories(
      considerNestedRepositories = true,
      includeFilters =
          @org.springframework.context.annotation.ComponentScan.Filter(
              type = org.springframework.context.annotation.FilterType.ASSIGNABLE_TYPE,
              classes = People.class))
  static class Repositories {}

  /** Annotated as a whole, with all that it inherits. */
  @RedisAtomic
  interface AtomicPeople extends KeyValueRepository<Person, String> {}

  @RedisAtomic
  interface OwnPeople extends Repository<Person, String> {
    default boolean active() {
      return AtomicContext.isActive();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class PeopleAsAWhole {
    @Bean
    RedisRepositoryFactoryBean<AtomicPeople, Person, String> people(KeyValueOperations operations) {
      return repository(AtomicPeople.class, operations);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnMethods {
    @Bean
    RedisRepositoryFactoryBean<OwnPeople, Person, String> people(KeyValueOperations operations) {
      return repository(OwnPeople.class, operations);
    }
  }

  private static <T extends Repository<Person, String>>
      RedisRepositoryFactoryBean<T, Person, String> repository(
          Class<T> type, KeyValueOperations operations) {
    RedisRepositoryFactoryBean<T, Person, String> factory = new RedisRepositoryFactoryBean<>(type);
    factory.setKeyValueOperations(operations);
    factory.setQueryCreator(RedisQueryCreator.class);
    factory.setQueryType(RedisPartTreeQuery.class);
    return factory;
  }

  interface Inherited {
    boolean active();
  }

  @RedisAtomic
  interface Annotated extends Inherited {}

  @Configuration(proxyBeanMethods = false)
  static class AnnotatedInterface {
    @Bean
    Annotated adviceAlone() {
      return ProxyFactory.getProxy(
          Annotated.class, (MethodInterceptor) invocation -> AtomicContext.isActive());
    }
  }

  private final RedisSetup redis;
  @AutoClose private final TestApplication application;

  ForeignProxiesTests(RedisSetup redis) {
    this.redis = redis;
    application = TestApplication.on(redis).withTemplate();
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  private static List<Boolean> ours(Object proxy) {
    return Arrays.stream(((Advised) proxy).getAdvisors())
        .filter(AtomicAdvisor.class::isInstance)
        .map(advisor -> ((AtomicAdvisor) advisor).isOuter())
        .toList();
  }

  private void countsOnce(Class<?>... beans) {
    Counter counter = application.start(beans).get(Counter.class);

    assertThat(counter.hit("home")).isTrue();
    assertThat(redis.other().get("hits:home")).as("of two runs").isEqualTo("1");
  }

  @Test
  void theProductOfAProxyFactoryBean() {
    countsOnce(Resilient.class, ByFactoryBean.class);

    assertThat(ours(application.get(Counter.class))).containsExactly(true, false);
  }

  @Test
  void theProductOfAProxyFactoryBeanInsideOfAnotherProxy() {
    countsOnce(
        ProxyKindsTests.ClassProxies.class,
        Resilient.class,
        Transactions.class,
        ByFactoryBean.class);
  }

  @Test
  void aProxyThatABeanMethodMakes() {
    countsOnce(Resilient.class, ByHand.class);

    assertThat(ours(application.get(Counter.class))).containsExactly(true, false);
  }

  @Test
  void aProxyOfAPartOfAop() {
    application.start(InfrastructureByHand.class);

    assertThat(application.get(Infrastructure.class).active()).isTrue();
  }

  @Test
  void proxiesInProxies() {
    countsOnce(
        ProxyKindsTests.ClassProxies.class, Transactions.class, Resilient.class, TwoDeep.class);
  }

  @Test
  void aSecondAutoProxyCreator() {
    countsOnce(ProxyKindsTests.ClassProxies.class, Resilient.class, SecondCreator.class);
  }

  /** The advice of the outer proxy is around the retries of the inner one. */
  @Test
  void aSecondAutoProxyCreatorPutsATransactionAroundRetries() {
    Counter counter =
        application
            .start(
                ProxyKindsTests.ClassProxies.class,
                Resilient.class,
                Transactions.class,
                SecondCreator.class)
            .get(Counter.class);

    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(() -> counter.hit("home"))
        .withMessageContaining("outside of the transaction");
    assertThat(redis.other().exists("hits:home")).isFalse();

    assertThat(counter.hit("home")).as("with nothing to retry").isTrue();
    assertThat(redis.other().get("hits:home")).isEqualTo("1");
  }

  @Test
  void objectsWithoutAClassOfTheirOwn() {
    Map<String, Active> beans =
        application.start(Shapeless.class).context().getBeansOfType(Active.class);

    assertThat(beans).hasSize(4);
    assertThat(beans.values()).allMatch(Active::active);
  }

  @Test
  void aMethodThatAnAnnotatedInterfaceInherits() {
    Annotated bean = application.start(AnnotatedInterface.class).get(Annotated.class);

    assertThat(bean.active()).isTrue();
  }

  @Test
  void aRepositoryThatIsAnnotatedAsAWholeIsRefused() {
    application.start(Repositories.class, PeopleAsAWhole.class);

    assertThatThrownBy(() -> application.get(AtomicPeople.class))
        .hasStackTraceContaining("of bean 'people' would run without being atomic")
        .hasStackTraceContaining("Annotate the methods of the interface itself");
  }

  @Test
  void aRepositoryThatIsAnnotatedAndInheritsNothing() {
    application.start(Repositories.class, OwnMethods.class);

    assertThat(application.get(OwnPeople.class).active()).isTrue();
  }

  @Test
  void aBeanThatIsMadeOnAnotherThread() {
    countsOnce(OnAnotherThread.class, TestApplication.Atomic.class, Resilient.class);
  }

  @Test
  void theProductOfAFactoryBean() {
    countsOnce(Resilient.class, Products.class);

    assertThat(ours(application.get(Counter.class))).containsExactly(true, false);
  }

  @Test
  void aBeanWithTwoNames() {
    application.start(Resilient.class, SameBeanTwice.class);

    assertThat(ours(application.context().getBean("alias"))).containsExactly(true, false);
  }

  @Test
  void theInnerAdviceOfARepositoryComesBeforeWhatAnswersTheCall() {
    People people = application.start(Resilient.class, Repositories.class).get(People.class);

    assertThat(people.active(application.context())).isTrue();
    assertThat(ours(people)).containsExactly(true, false);
    List<String> advice =
        Arrays.stream(((Advised) people).getAdvisors())
            .map(advisor -> advisor.getAdvice().getClass().getSimpleName())
            .toList();
    int inner =
        Arrays.stream(((Advised) people).getAdvisors())
            .toList()
            .indexOf(
                Arrays.stream(((Advised) people).getAdvisors())
                    .filter(a -> a instanceof AtomicAdvisor ours && !ours.isOuter())
                    .findFirst()
                    .orElseThrow());
    assertThat(inner)
        .isLessThan(advice.indexOf("QueryExecutorMethodInterceptor"))
        .isLessThan(advice.indexOf("ImplementationMethodExecutionInterceptor"));
  }
}
