package dev.redisatomic.benchmarks.micro;

import org.openjdk.jmh.annotations.TearDown;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A measurement in a running application. */
public abstract class ApplicationBenchmark extends MicroBenchmark {

  private final AnnotationConfigApplicationContext application = Application.start();

  /** Its atomic methods. */
  final Bank bank = application.getBean(Bank.class);

  /** Ends the application. */
  @TearDown
  public void close() {
    application.close();
  }
}
