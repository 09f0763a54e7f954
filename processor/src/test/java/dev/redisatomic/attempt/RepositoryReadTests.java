package dev.redisatomic.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.OnOneConnection;
import dev.redisatomic.test.RedisSetup;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.annotation.Id;
import org.springframework.data.redis.core.RedisHash;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.repository.configuration.EnableRedisRepositories;
import org.springframework.data.repository.CrudRepository;

@EachServer
class RepositoryReadTests extends OnOneConnection {

  private final Visits visits;

  RepositoryReadTests(RedisSetup redis) {
    super(redis, Repositories.class, Visits.class);
    visits = atomic.get(Visits.class);
  }

  @BeforeEach
  void save() {
    atomic.get(PersonRepository.class).save(new Person("1", "Ada"));
  }

  @RedisHash("person")
  record Person(@Id String id, String name) {}

  interface PersonRepository extends CrudRepository<Person, String> {}

  @Configuration(proxyBeanMethods = false)
  @EnableRedisRepositories(
      considerNestedRepositories = true,
      includeFilters =
          @ComponentScan.Filter(
              type = org.springframework.context.annotation.FilterType.ASSIGNABLE_TYPE,
              classes = PersonRepository.class))
  static class Repositories {}

  static class Visits {

    private final PersonRepository people;
    private final StringRedisTemplate template;

    Visits(PersonRepository people, StringRedisTemplate template) {
      this.people = people;
      this.template = template;
    }

    /** What the read gave in the attempt that committed, and which attempt that was. */
    record Seen(int attempt, @Nullable Object value) {}

    @RedisAtomic
    Seen visit(Function<PersonRepository, @Nullable Object> read, Runnable otherClient) {
      Object value = read.apply(people);
      if (AtomicContext.current().attempt() == 1) {
        otherClient.run();
      }
      template.opsForValue().set("visited", String.valueOf(value));
      return new Seen(AtomicContext.current().attempt(), value);
    }
  }

  @Test
  void anEntityIsReadAtOnceAndGuarded() {
    Visits.Seen seen =
        visits.visit(
            people -> people.findById("1").orElseThrow().name(),
            () -> redis.other().hset("person:1", "name", "Grace"));

    assertThat(seen).isEqualTo(new Visits.Seen(2, "Grace"));
    assertThat(redis.other().get("visited")).isEqualTo("Grace");
  }

  @Test
  void anEntityThatIsNotThereIsGuarded() {
    Visits.Seen seen =
        visits.visit(
            people -> people.findById("2").isPresent(),
            () -> redis.other().hset("person:2", "name", "Grace"));

    assertThat(seen).isEqualTo(new Visits.Seen(2, true));
  }

  @Test
  void existenceIsReadAtOnceAndGuarded() {
    Visits.Seen seen =
        visits.visit(people -> people.existsById("1"), () -> redis.other().del("person:1"));

    assertThat(seen).isEqualTo(new Visits.Seen(2, false));
  }

  @Test
  void theCountIsReadAtOnceAndGuarded() {
    Visits.Seen seen =
        visits.visit(PersonRepository::count, () -> redis.other().sadd("person", "2"));

    assertThat(seen).isEqualTo(new Visits.Seen(2, 2L));
  }

  @Test
  void nothingChangesNothingIsRetried() {
    Visits.Seen seen = visits.visit(PersonRepository::count, () -> {});

    assertThat(seen).isEqualTo(new Visits.Seen(1, 1L));
  }
}
