package dev.redisatomic.testing;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The application of a user of the kit. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class BankApplication {

  @Bean
  BankService bank(StringRedisTemplate redis) {
    return new BankService(redis);
  }

  @Bean
  @Lazy
  PaymentService payments(BankService bank) {
    return new PaymentService(bank);
  }
}
