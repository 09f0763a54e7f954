package dev.redisatomic.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.Advised;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.annotation.Id;
import org.springframework.data.keyvalue.core.KeyValueOperations;
import org.springframework.data.keyvalue.repository.KeyValueRepository;
import org.springframework.data.redis.core.RedisHash;
import org.springframework.data.redis.repository.configuration.EnableRedisRepositories;
import org.springframework.data.redis.repository.query.RedisPartTreeQuery;
import org.springframework.data.redis.repository.query.RedisQueryCreator;
import org.springframework.data.redis.repository.support.RedisRepositoryFactoryBean;
import org.springframework.data.repository.Repository;

/** Proxies of repositories, which Spring Data makes. */
@EachServer
class RepositoryProxiesTests {

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

  @AutoClose private final TestApplication application;

  RepositoryProxiesTests(RedisSetup redis) {
    application = TestApplication.on(redis).withTemplate();
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
  void theInnerAdviceOfARepositoryComesBeforeWhatAnswersTheCall() {
    People people =
        application
            .start(ForeignProxiesTests.Resilient.class, Repositories.class)
            .get(People.class);

    assertThat(people.active(application.context())).isTrue();
    assertThat(ForeignProxiesTests.ours(people)).containsExactly(true, false);
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
