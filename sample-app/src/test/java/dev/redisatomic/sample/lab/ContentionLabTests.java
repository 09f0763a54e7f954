package dev.redisatomic.sample.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.sample.SampleApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.BeansException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.core.StringRedisTemplate;

@ExtendWith(OutputCaptureExtension.class)
class ContentionLabTests {

  @Test
  void theAtomicSideIsExactAndTheLabLeavesNothingBehind(CapturedOutput output) {
    ConfigurableApplicationContext application =
        run("--sample.lab.enabled=true", "--sample.lab.transfers-per-thread=20");

    assertThat(application.getBean(StringRedisTemplate.class).keys("*")).isEmpty();
    assertThat(SpringApplication.exit(application)).isZero();
    assertThat(output)
        .contains("8 threads, 20 transfers each, between 4 accounts")
        .containsPattern("@RedisAtomic +160 of 160 transfers  100 %")
        .containsPattern("money before +4,000 +4,000 +4,000")
        .containsPattern("verdict +\\w+ +\\w+ +exact");
  }

  @Test
  void withoutALabThereIsNothingToBeSureOf(CapturedOutput output) {
    ConfigurableApplicationContext application = run("--sample.lab.enabled=false");

    assertThat(SpringApplication.exit(application)).isEqualTo(1);
    assertThat(output).contains("nothing is proved").doesNotContain("Contention lab");
  }

  @Test
  void aLoadOutOfBoundsStopsTheStartAndNamesTheProperty(CapturedOutput output) {
    assertThatExceptionOfType(BeansException.class)
        .isThrownBy(() -> run("--sample.lab.threads=65"));

    assertThat(output).contains("sample.lab.threads", "65", "must be less than or equal to 64");
  }

  private static ConfigurableApplicationContext run(String... args) {
    return new SpringApplicationBuilder(SampleApplication.class)
        .web(WebApplicationType.NONE)
        .run(args);
  }
}
