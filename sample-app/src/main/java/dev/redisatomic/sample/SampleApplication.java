package dev.redisatomic.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the sample. Nothing here switches Redis Atomic on: its auto-configuration does. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class SampleApplication {

  /**
   * Runs until stopped or, with {@code sample.exit-after-lab=true}, until the contention lab is
   * done: exit code 0 if every atomic invariant held, else 1.
   *
   * @param args properties, such as {@code --sample.lab.enabled=false}
   */
  public static void main(String[] args) {
    ConfigurableApplicationContext application =
        SpringApplication.run(SampleApplication.class, args);
    if (application.getEnvironment().getProperty("sample.exit-after-lab", Boolean.class, false)) {
      System.exit(SpringApplication.exit(application));
    }
  }
}
