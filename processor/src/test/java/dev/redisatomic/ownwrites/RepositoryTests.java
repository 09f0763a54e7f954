package dev.redisatomic.ownwrites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RecordingProxy;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.annotation.Id;
import org.springframework.data.redis.core.RedisHash;
import org.springframework.data.redis.core.RedisKeyValueAdapter.ShadowCopy;
import org.springframework.data.redis.core.TimeToLive;
import org.springframework.data.redis.core.index.Indexed;
import org.springframework.data.redis.repository.configuration.EnableRedisRepositories;
import org.springframework.data.repository.CrudRepository;
import redis.clients.jedis.UnifiedJedis;

/** Repositories of Spring Data work inside atomic methods, and leave the data of a plain run. */
@EachServer
class RepositoryTests {

  private final UnifiedJedis other;
  private final RecordingProxy proxy;
  private final TestApplication application;
  private final CustomerRepository customers;
  private final Service service;

  RepositoryTests(RedisSetup redis) throws Exception {
    other = redis.other();
    proxy = new RecordingProxy(redis.server());
    application =
        TestApplication.on(redis, o -> o.port(proxy.port()))
            .property("redis.atomic.max-retries", 10_000)
            .withTemplate()
            .start(Repositories.class, Service.class);
    customers = application.get(CustomerRepository.class);
    service = application.get(Service.class);
  }

  @RedisHash("customer")
  static class Customer {
    @Id String id = "";
    @Indexed String city = "";
    int visits;
    @TimeToLive @Nullable Long seconds;

    static Customer of(String id, String city) {
      Customer customer = new Customer();
      customer.id = id;
      customer.city = city;
      return customer;
    }
  }

  interface CustomerRepository extends CrudRepository<Customer, String> {
    List<Customer> findByCity(String city);
  }

  @Configuration(proxyBeanMethods = false)
  @EnableRedisRepositories(
      considerNestedRepositories = true,
      shadowCopy = ShadowCopy.ON,
      includeFilters =
          @ComponentScan.Filter(
              type = FilterType.ASSIGNABLE_TYPE,
              classes = CustomerRepository.class))
  static class Repositories {}

  static class Service {

    @RedisAtomic
    public <T extends @Nullable Object> T atomic(Callable<T> body) throws Exception {
      return body.call();
    }
  }

  @BeforeEach
  void empty() {
    other.flushAll();
    proxy.reset();
  }

  @AfterEach
  void noCopyIsLeft() {
    assertThat(other.keys("redis-atomic-*")).isEmpty();
    application.close();
    proxy.close();
  }

  private Map<String, Object> data() {
    TreeMap<String, Object> data = new TreeMap<>();
    for (String key : other.keys("*")) {
      Object value = other.type(key).equals("hash") ? other.hgetAll(key) : other.smembers(key);
      data.put(key + " " + (other.ttl(key) > 0), value);
    }
    return data;
  }

  /** Runs the steps plainly, and then as one atomic method; both give the same. */
  private void same(Callable<Object> steps) throws Exception {
    Object plainly = steps.call();
    Map<String, Object> plainData = data();
    other.flushAll();
    Object atomically = service.atomic(steps);

    assertThat(data()).isEqualTo(plainData).isNotEmpty();
    assertThat(atomically).isEqualTo(plainly);
  }

  private static String text(Customer customer) {
    return customer.id + " " + customer.city + " " + customer.visits;
  }

  @Test
  void savingFindingAndSavingAgain() throws Exception {
    same(
        () -> {
          List<Object> seen = new ArrayList<>();
          customers.save(Customer.of("1", "Rome"));
          customers.saveAll(List.of(Customer.of("2", "Rome"), Customer.of("3", "Paris")));
          Customer first = customers.findById("1").orElseThrow();
          seen.add(text(first));
          first.city = "Paris";
          first.visits++;
          customers.save(first);
          seen.add(customers.findByCity("Rome").stream().map(RepositoryTests::text).toList());
          seen.add(
              customers.findByCity("Paris").stream().map(RepositoryTests::text).sorted().toList());
          seen.add(customers.count());
          seen.add(customers.existsById("2"));
          return seen;
        });
  }

  @Test
  void deleting() throws Exception {
    same(
        () -> {
          customers.save(Customer.of("1", "Rome"));
          customers.save(Customer.of("2", "Rome"));
          customers.deleteById("1");
          Optional<Customer> gone = customers.findById("1");
          return List.of(gone.isPresent(), customers.findByCity("Rome").size(), customers.count());
        });
  }

  @Test
  void timesToLiveAndPhantoms() throws Exception {
    same(
        () -> {
          Customer customer = Customer.of("1", "Rome");
          customer.seconds = 100L;
          customers.save(customer);
          customers.save(customer);
          customer.seconds = null;
          customers.save(customer);
          Customer other = Customer.of("2", "Rome");
          other.seconds = 100L;
          customers.save(other);
          return customers.findById("1").map(RepositoryTests::text).orElse("");
        });
  }

  @Test
  void roundTrips() throws Exception {
    service.atomic(() -> customers.save(Customer.of("0", "Rome")));
    other.flushAll();
    proxy.reset();
    Customer customer = Customer.of("1", "Rome");
    customer.seconds = 100L;
    service.atomic(() -> customers.save(customer));
    assertThat(proxy.roundTrips()).as(proxy.toString()).isEqualTo(3);

    proxy.reset();
    service.atomic(() -> customers.save(customer));
    assertThat(proxy.roundTrips()).as(proxy.toString()).isLessThanOrEqualTo(6);
  }

  @Test
  void deletingAllIsRefused() throws Exception {
    customers.save(Customer.of("1", "Rome"));

    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(
            () ->
                service.atomic(
                    () -> {
                      customers.deleteAll();
                      return true;
                    }))
        .withMessageContaining("deleteAll()");
    service.atomic(
        () -> {
          assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
              .isThrownBy(() -> customers.deleteAll());
          return true;
        });
    assertThat(customers.count()).isEqualTo(1);
  }

  @Test
  void newEntitiesDoNotConflictAndNothingLargeIsCopied() throws Exception {
    other.sadd(
        "customer", IntStream.range(0, 100_000).mapToObj(i -> "old" + i).toArray(String[]::new));
    List<Integer> attempts =
        inFourThreads(
            thread -> {
              int most = 0;
              for (int i = 0; i < 50; i++) {
                String id = thread + "-" + i;
                most =
                    Math.max(
                        most,
                        service.atomic(
                            () -> {
                              customers.save(Customer.of(id, "Rome"));
                              return AtomicContext.current().attempt();
                            }));
              }
              return most;
            });

    assertThat(attempts).containsOnly(1);
    assertThat(customers.count()).isEqualTo(100_200);
    assertThat(proxy.toString()).contains("SADD customer ").doesNotContain("COPY customer ");
  }

  @Test
  void readModifySaveLosesNothing() throws Exception {
    customers.save(Customer.of("1", "Rome"));

    inFourThreads(
        thread -> {
          for (int i = 0; i < 40; i++) {
            service.atomic(
                () -> {
                  Customer customer = customers.findById("1").orElseThrow();
                  customer.visits++;
                  return customers.save(customer);
                });
          }
          return 0;
        });

    assertThat(customers.findById("1").orElseThrow().visits).isEqualTo(160);
  }

  private interface Task {
    int run(int thread) throws Exception;
  }

  private static List<Integer> inFourThreads(Task task) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<Integer>> running = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int thread = i;
        running.add(threads.submit(() -> task.run(thread)));
      }
      List<Integer> results = new ArrayList<>();
      for (Future<Integer> each : running) {
        results.add(each.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
