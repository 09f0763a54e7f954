package dev.redisatomic.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.checks.Sources.Printed;
import java.util.List;
import java.util.stream.IntStream;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;

/** Calls that do not pass a proxy. */
class SelfInvocationTests {

  private static final String BANK =
      """
      class Bank extends Base implements Runnable {
        @RedisAtomic public void pay(String id, int... amounts) {}
        @RedisAtomic public void ofAtomic(List<String> ids) { pay("x"); ids.forEach(this::pay); }
        public void plain() { pay("x"); } //!
        public void byThis() { (this).pay("x", 1); } //!
        public void byOuter() { new Thread() { public void run() { Bank.this.pay("x"); } }.start(); } //!
        public void inALambda(List<String> ids) { ids.forEach(id -> pay(id)); } //!
        public void reference(List<String> ids) { ids.forEach(this::pay); } //!
        public static void other(Bank bank) { bank.pay("x"); }
        public void others(Bank bank, List<String> ids) { bank.pay("x"); ids.forEach(bank::pay); }
        public Bank() { pay("x"); } //!
        Runnable field = () -> pay("x"); //!
        public void run() { inherited(); } //!
        public void above() { super.inherited(); } //!
        public void several() { helper(1); }
        private void helper(int depth) { if (depth > 0) { helper(depth - 1); } pay("x"); } //!
        @RedisAtomic public void covers() { covered(); }
        private void covered() { pay("x"); more(); }
        private void more() { pay("x"); }
        private void byReflection() { pay("x"); } //!
        class Inner { void call() { pay("x"); } } //!
        @SuppressWarnings("redis-atomic-self-invocation") void known() { pay("x"); }
        void notAtomic() { plain(); toString(); hashCode(); }
        @RedisAtomic public int value() { return 1; }
        void programmatic(RedisAtomicOperations atomic) { atomic.execute(() -> { pay("x"); return 1; }); }
        int reference(RedisAtomicOperations atomic) { return atomic.execute(this::value); }
        int argument(RedisAtomicOperations atomic) { return atomic.execute(() -> 1, "" + value()); } //!
      }
      class Base { @RedisAtomic public void inherited() {} }
      @RedisAtomic class ByClass {
        public void a() { b(); }
        public void b() { c(); }
        private void c() { a(); }
        static void d(ByClass other) { other.a(); }
        final void e() { a(); } //!
      }
      interface Payments {
        @RedisAtomic void pay();
        default void all() { pay(); } //!
      }
      """;

  @Test
  void aCallFromWithinTheSameObjectIsWarnedOf() {
    List<Printed> printed = bank().printed();

    assertThat(printed).extracting(Printed::line).containsExactlyInAnyOrderElementsOf(marked());
    assertThat(printed).allMatch(each -> each.kind() == Diagnostic.Kind.WARNING);
    assertThat(printed)
        .filteredOn(each -> each.line() == 4)
        .extracting(Printed::text)
        .containsExactly(
            "This call of Bank.pay(String, int[]) is not atomic, because plain(…) is not, and a call"
                + " from within the same object does not pass its proxy. Make the caller atomic, call"
                + " the method through another bean, or use RedisAtomicOperations.");
    assertThat(printed)
        .extracting(Printed::text)
        .anyMatch(text -> text.contains("because the constructor of Bank is not"))
        .anyMatch(text -> text.contains("because the initialization of Bank is not"))
        .anyMatch(text -> text.startsWith("This call of Bank.inherited()"))
        .anyMatch(text -> text.startsWith("This call of Payments.pay()"));
  }

  @Test
  void strictMakesItAnError() {
    List<Printed> printed = bank().printed("-Aredis.atomic.checks=strict");

    assertThat(printed).extracting(Printed::line).containsExactlyInAnyOrderElementsOf(marked());
    assertThat(printed).allMatch(each -> each.kind() == Diagnostic.Kind.ERROR);
  }

  @Test
  void offSwitchesItOff() {
    assertThat(bank().printed("-Aredis.atomic.checks=off")).isEmpty();
  }

  private static Sources bank() {
    return new Sources().add("shop.Bank", BANK);
  }

  private static List<Long> marked() {
    List<String> lines = BANK.lines().toList();
    return IntStream.range(0, lines.size())
        .filter(i -> lines.get(i).endsWith("//!"))
        .mapToObj(i -> i + 1L)
        .toList();
  }
}
