package dev.redisatomic.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.config.RedisAtomicAutoConfiguration;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.annotation.EnableRabbit;
import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.amqp.rabbit.config.SimpleRabbitListenerContainerFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.listener.RabbitListenerEndpointRegistry;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareMessageListener;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.amqp.autoconfigure.RabbitAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jms.annotation.EnableJms;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.jms.config.DefaultJmsListenerContainerFactory;
import org.springframework.jms.config.JmsListenerEndpointRegistry;
import org.springframework.jms.listener.AbstractMessageListenerContainer;
import org.springframework.jms.listener.SessionAwareMessageListener;
import org.springframework.kafka.annotation.EnableKafka;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.AcknowledgingConsumerAwareMessageListener;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;

/** Post-processors that keep a bean while it is made get its proxy, in whatever order they come. */
@EachServer
class ListenerBeansTests {

  /** One method that all of them call. */
  static class Orders {
    private final List<Boolean> calls = new ArrayList<>();

    @RedisAtomic
    @Scheduled(fixedDelay = 1_000_000, initialDelay = 1_000_000)
    public void tick() {
      calls.add(AtomicContext.isActive());
    }

    @RedisAtomic
    @KafkaListener(id = "orders", topics = "orders", autoStartup = "false")
    public void kafka(String order) {
      calls.add(AtomicContext.isActive());
    }

    @RedisAtomic
    @RabbitListener(id = "orders", queues = "orders", autoStartup = "false")
    public void rabbit(String order) {
      calls.add(AtomicContext.isActive());
    }

    @RedisAtomic
    @JmsListener(id = "orders", destination = "orders")
    public void jms(String order) {
      calls.add(AtomicContext.isActive());
    }

    List<Boolean> calls() {
      return calls;
    }
  }

  /** The same behind a circular reference: Spring passes the plain bean to post-processors. */
  static class SelfishOrders extends Orders {
    @Autowired SelfishOrders self;
  }

  @Configuration(proxyBeanMethods = false)
  @EnableScheduling
  static class Scheduling {}

  @Configuration(proxyBeanMethods = false)
  @EnableKafka
  static class Kafka {
    @Bean
    ConcurrentKafkaListenerContainerFactory<String, String> kafkaListenerContainerFactory() {
      ConcurrentKafkaListenerContainerFactory<String, String> factory =
          new ConcurrentKafkaListenerContainerFactory<>();
      factory.setConsumerFactory(
          new DefaultKafkaConsumerFactory<>(
              Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1"),
              new StringDeserializer(),
              new StringDeserializer()));
      return factory;
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableRabbit
  static class Rabbit {
    @Bean
    SimpleRabbitListenerContainerFactory rabbitListenerContainerFactory() {
      SimpleRabbitListenerContainerFactory factory = new SimpleRabbitListenerContainerFactory();
      factory.setConnectionFactory(new CachingConnectionFactory("127.0.0.1", 1));
      return factory;
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableJms
  static class Jms {
    @Bean
    DefaultJmsListenerContainerFactory jmsListenerContainerFactory() {
      DefaultJmsListenerContainerFactory factory = new DefaultJmsListenerContainerFactory();
      factory.setConnectionFactory(mock(ConnectionFactory.class));
      factory.setAutoStartup(false);
      return factory;
    }
  }

  /** As a library of one's own might do it. */
  @Configuration(proxyBeanMethods = false)
  static class Capturing {
    static final class Captured implements BeanPostProcessor {
      private @Nullable Orders orders;

      @Override
      public Object postProcessAfterInitialization(Object bean, String name) {
        if (bean instanceof Orders found) {
          orders = found;
        }
        return bean;
      }
    }

    @Bean
    static Captured captured() {
      return new Captured();
    }
  }

  private interface Call {
    void on(ApplicationContext context) throws Exception;
  }

  @SuppressWarnings("ImmutableEnumChecker") // lambdas without state
  enum Kind {
    SCHEDULED(
        Scheduling.class,
        context ->
            context
                .getBean(ScheduledAnnotationBeanPostProcessor.class)
                .getScheduledTasks()
                .forEach(task -> task.getTask().getRunnable().run())),
    KAFKA(Kafka.class, Kind::kafka),
    RABBIT(Rabbit.class, Kind::rabbit),
    JMS(Jms.class, Kind::jms),
    CAPTURING(
        Capturing.class,
        context -> Objects.requireNonNull(context.getBean(Capturing.Captured.class).orders).tick());

    private final Class<?> configuration;
    private final Call call;

    Kind(Class<?> configuration, Call call) {
      this.configuration = configuration;
      this.call = call;
    }

    @SuppressWarnings("unchecked")
    private static void kafka(ApplicationContext context) {
      MessageListenerContainer container =
          Objects.requireNonNull(
              context.getBean(KafkaListenerEndpointRegistry.class).getListenerContainer("orders"));
      ((AcknowledgingConsumerAwareMessageListener<String, String>)
              Objects.requireNonNull(container.getContainerProperties().getMessageListener()))
          .onMessage(new ConsumerRecord<>("orders", 0, 0, "key", "1"), null, null);
    }

    private static void rabbit(ApplicationContext context) throws Exception {
      org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer container =
          (org.springframework.amqp.rabbit.listener.AbstractMessageListenerContainer)
              Objects.requireNonNull(
                  context
                      .getBean(RabbitListenerEndpointRegistry.class)
                      .getListenerContainer("orders"));
      ((ChannelAwareMessageListener) Objects.requireNonNull(container.getMessageListener()))
          .onMessage(
              MessageBuilder.withBody(new byte[] {'1'}).setContentType("text/plain").build(), null);
    }

    @SuppressWarnings("unchecked")
    private static void jms(ApplicationContext context) throws Exception {
      TextMessage message = mock(TextMessage.class);
      when(message.getText()).thenReturn("1");
      when(message.propertyExists(any())).thenReturn(false);
      ((SessionAwareMessageListener<TextMessage>)
              Objects.requireNonNull(
                  ((AbstractMessageListenerContainer)
                          Objects.requireNonNull(
                              context
                                  .getBean(JmsListenerEndpointRegistry.class)
                                  .getListenerContainer("orders")))
                      .getMessageListener()))
          .onMessage(message, mock(Session.class));
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableKafka
  @EnableRabbit
  static class OwnAnnotations {}

  private final RedisSetup redis;
  @AutoClose private final TestApplication application;

  ListenerBeansTests(RedisSetup redis) {
    this.redis = redis;
    application = TestApplication.on(redis).withTemplate();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void switchedOnAfterUs(Kind kind) throws Exception {
    check(kind, TestApplication.Atomic.class, kind.configuration, Orders.class);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void switchedOnBeforeUs(Kind kind) throws Exception {
    check(kind, kind.configuration, TestApplication.Atomic.class, Orders.class);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void withACircularReference(Kind kind) throws Exception {
    check(kind, kind.configuration, TestApplication.Atomic.class, SelfishOrders.class);
  }

  private void check(Kind kind, Class<?>... beans) throws Exception {
    application.start(beans);

    kind.call.on(application.context());

    assertThat(application.get(Orders.class).calls()).containsExactly(true);
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"KAFKA", "RABBIT"})
  void withBoot(Kind kind) {
    boot(kind);
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"KAFKA", "RABBIT"})
  void withBootAndAnAnnotationOfOnesOwn(Kind kind) {
    boot(kind, OwnAnnotations.class);
  }

  private void boot(Kind kind, Class<?>... more) {
    new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                RedisAtomicAutoConfiguration.class,
                DataRedisAutoConfiguration.class,
                KafkaAutoConfiguration.class,
                RabbitAutoConfiguration.class))
        .withPropertyValues(
            "spring.data.redis.client-type=" + redis.mode().provider().clientType(),
            "spring.data.redis.host=" + redis.server().host(),
            "spring.data.redis.port=" + redis.server().port())
        .withUserConfiguration(more)
        .withBean(Orders.class)
        .run(
            context -> {
              kind.call.on(context);
              assertThat(context.getBean(Orders.class).calls()).containsExactly(true);
            });
  }
}
