package dev.redisatomic.interceptor;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import dev.redisatomic.test.Warnings;
import java.lang.reflect.Proxy;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.Mockito;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.BeanNameAware;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.core.PriorityOrdered;

/** Atomic methods that no proxy covers stop start-up, or the making of the bean. */
@EachServer
class UncoveredBeansTests {

  interface Task {
    boolean run();
  }

  static class Service implements Task {
    @RedisAtomic
    @Override
    public boolean run() {
      return AtomicContext.isActive();
    }
  }

  static class OfClass {
    @RedisAtomic
    public boolean run() {
      return AtomicContext.isActive();
    }
  }

  static class PartOfAop extends OfClass implements AopInfrastructureBean {}

  static class OwnAdvice extends OfClass implements MethodInterceptor {
    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
      return invocation.proceed();
    }
  }

  /** Needs a bean while post-processors are made. */
  static class Needy implements BeanPostProcessor, PriorityOrdered {
    @Override
    public int getOrder() {
      return 0;
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class NeededSingleton {
    @Bean
    static OfClass service() {
      return new OfClass();
    }

    @Bean
    static Needy needy(OfClass service) {
      return new Needy();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class NeededPrototype {
    @Bean
    @Scope("prototype")
    static OfClass service() {
      return new OfClass();
    }

    @Bean
    static BeanPostProcessor needy(OfClass service) {
      return new BeanPostProcessor() {};
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class NeededLazily {
    static class Later implements BeanPostProcessor {
      private final ObjectProvider<OfClass> service;

      Later(ObjectProvider<OfClass> service) {
        this.service = service;
      }

      boolean use() {
        return service.getObject().run();
      }
    }

    @Bean
    static Later needy(ObjectProvider<OfClass> service) {
      return new Later(service);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class FrozenProxy {
    @Bean
    static OfClass frozen() {
      ProxyFactory factory = new ProxyFactory(new OfClass());
      factory.setFrozen(true);
      return (OfClass) factory.getProxy();
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OpaqueProxy {
    @Bean
    static OfClass opaque() {
      ProxyFactory factory = new ProxyFactory(new OfClass());
      factory.setOpaque(true);
      return (OfClass) factory.getProxy();
    }
  }

  /** Hides the class of a bean before a proxy is made. */
  static class Wrapping implements BeanPostProcessor {
    @Override
    public Object postProcessBeforeInitialization(Object bean, String name) {
      return bean instanceof Task task
          ? Proxy.newProxyInstance(
              Task.class.getClassLoader(),
              new Class<?>[] {Task.class},
              (proxy, method, arguments) -> task.run())
          : bean;
    }
  }

  /** The same afterwards, which does no harm. */
  static class WrappingLater implements BeanPostProcessor {
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
      return new Wrapping().postProcessBeforeInitialization(bean, name);
    }
  }

  static class Initialized implements InitializingBean {
    @RedisAtomic
    @Override
    public void afterPropertiesSet() {}
  }

  static class Closed implements AutoCloseable {
    @RedisAtomic
    @Override
    public void close() {}
  }

  @Configuration(proxyBeanMethods = false)
  static class InitMethod {
    @Bean(initMethod = "run")
    static OfClass service() {
      return new OfClass();
    }
  }

  static class Injected {
    @RedisAtomic
    @Autowired
    public void setContext(ApplicationContext context) {}
  }

  static class Configured {
    @RedisAtomic
    @Value("text")
    public void setText(String text) {}
  }

  static class Named implements BeanNameAware {
    @RedisAtomic
    @Override
    public void setBeanName(String name) {}
  }

  @RedisAtomic
  static class WithFinalMethod {
    public final void cannotBeOverridden() {}

    public void run() {}
  }

  static class NotInInterface implements Task {
    @Override
    public boolean run() {
      return false;
    }

    @RedisAtomic
    public void other() {}
  }

  @Configuration(proxyBeanMethods = false)
  static class LazyPrototype {
    @Bean
    @Scope("prototype")
    static PartOfAop service() {
      return new PartOfAop();
    }
  }

  @AutoClose private final TestApplication application;

  UncoveredBeansTests(RedisSetup redis) {
    application = TestApplication.on(redis).withTemplate();
  }

  @ParameterizedTest
  @ValueSource(
      classes = {
        PartOfAop.class,
        OwnAdvice.class,
        NeededPrototype.class,
        FrozenProxy.class,
        OpaqueProxy.class,
        Initialized.class,
        Closed.class,
        Injected.class,
        Configured.class,
        Named.class,
        InitMethod.class,
        NotInInterface.class
      })
  void startUpStopsAndNamesTheMethod(Class<?> bean) {
    assertThatThrownBy(() -> application.start(bean))
        .hasStackTraceContaining(") of bean '")
        .hasStackTraceContaining("would run without being atomic, because");
  }

  @Test
  void finalMethodsOfAnAnnotatedClassAreNamed() {
    try (Warnings warnings = new Warnings(AtomicProxies.class)) {
      application.start(WithFinalMethod.class);

      assertThat(warnings.messages())
          .singleElement(as(STRING))
          .contains("WithFinalMethod.cannotBeOverridden() of bean '", "because it is final");
    }
  }

  @Test
  void aBeanThatAPostProcessorNeeds() {
    assertThatThrownBy(() -> application.start(NeededSingleton.class))
        .hasStackTraceContaining("OfClass.run() of bean 'service'")
        .hasStackTraceContaining("a BeanPostProcessor or BeanFactoryPostProcessor needs it")
        .hasStackTraceContaining("ObjectProvider");
  }

  @Test
  void aBeanThatAPostProcessorGetsLater() {
    application.start(OfClass.class, NeededLazily.class);

    assertThat(application.get(NeededLazily.Later.class).use()).isTrue();
  }

  @Test
  void aFinishedObject() {
    assertThatThrownBy(() -> application.singleton("object", new OfClass()).start())
        .hasMessageContaining("OfClass.run() of bean 'object'")
        .hasMessageContaining("registerSingleton");
  }

  @Test
  void aMockIsLeftAlone() {
    OfClass mock = Mockito.mock(OfClass.class);
    Mockito.when(mock.run()).thenReturn(true);

    assertThat(application.singleton("object", mock).start().get(OfClass.class).run()).isTrue();
  }

  @Test
  void aSyntheticDefinition() {
    RootBeanDefinition definition = new RootBeanDefinition(OfClass.class);
    definition.setSynthetic(true);
    definition.setLazyInit(true);
    application.context().registerBeanDefinition("synthetic", definition);

    assertThatThrownBy(application::start)
        .hasMessageContaining("OfClass.run() of bean 'synthetic'")
        .hasMessageContaining("synthetic");
  }

  @Test
  void anObjectThatIsLeftAsItIs() {
    application.start();

    assertThatThrownBy(
            () ->
                application
                    .context()
                    .getAutowireCapableBeanFactory()
                    .initializeBean(new OfClass(), OfClass.class.getName() + ".ORIGINAL"))
        .hasMessageContaining("OfClass.run() of bean '");
  }

  @Test
  void aLazyBeanIsRefusedWhenItIsMade() {
    application.start(LazyPrototype.class);

    assertThatThrownBy(() -> application.context().getBean("service"))
        .hasMessageContaining("PartOfAop.run()")
        .hasMessageContaining("bean 'service'");
  }

  @Test
  void aClassThatAPostProcessorHasHidden() {
    assertThatThrownBy(() -> application.start(Wrapping.class, Service.class))
        .hasStackTraceContaining("Service.run() of bean")
        .hasStackTraceContaining("a BeanPostProcessor has replaced the bean");
  }

  @Test
  void aProxyThatAPostProcessorWraps() {
    application.start(WrappingLater.class, Service.class);

    assertThat(application.get(Task.class).run()).isTrue();
  }

  @Test
  void aChildContext() {
    application.start();
    try (AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
      child.setParent(application.context());
      child.register(OfClass.class);

      assertThatThrownBy(child::refresh)
          .hasMessageContaining("OfClass.run() of bean 'uncoveredBeansTests.OfClass'")
          .hasMessageContaining("child context")
          .hasMessageContaining("@EnableRedisAtomic");
    }
  }

  @Test
  void aChildContextOfItsOwn() {
    application.start();
    try (AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
      child.setParent(application.context());
      child.register(TestApplication.Atomic.class, OfClass.class);
      child.refresh();

      assertThat(child.getBean(OfClass.class).run()).isTrue();
    }
  }

  @Test
  void aParentContext() {
    try (AnnotationConfigApplicationContext parent =
        new AnnotationConfigApplicationContext(OfClass.class)) {
      application.context().setParent(parent);

      assertThatThrownBy(application::start)
          .hasMessageContaining("OfClass.run() of bean 'uncoveredBeansTests.OfClass'")
          .hasMessageContaining("parent context");
    }
  }
}
