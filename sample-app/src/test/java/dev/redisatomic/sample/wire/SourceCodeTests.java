package dev.redisatomic.sample.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.sample.bank.BankService;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceCodeTests {

  @ParameterizedTest
  @ValueSource(classes = {BankService.class, Interruption.class})
  void whatIsShownIsWhatIsCompiled(Class<?> type) throws Exception {
    Path source = Path.of("src/main/java", type.getName().replace('.', '/') + ".java");

    assertThat(SourceCode.read(type)).isEqualTo(Files.readString(source));
    assertThat(Files.readString(source))
        .contains(SourceCode.method(type, "transfer").indent(2).replaceAll("(?m)^ +$", ""));
  }

  @Test
  void aMethodIsCutOutFromItsAnnotationToItsLastBrace() {
    assertThat(SourceCode.method(BankService.class, "transfer").lines())
        .startsWith("@RedisAtomic", "public boolean transfer(")
        .contains("  redis.opsForValue().decrement(balanceKey(from), amount);")
        .endsWith("  return true;", "}")
        .filteredOn(line -> line.contains("@RedisAtomic"))
        .hasSize(1);
  }

  @Test
  void whatIsNotThereIsSaid() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> SourceCode.method(BankService.class, "steal"))
        .withMessageContaining("steal");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> SourceCode.method(WireDemo.class, "run"))
        .withMessageContaining("WireDemo.java");
  }
}
