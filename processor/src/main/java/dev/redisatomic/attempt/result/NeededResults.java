package dev.redisatomic.attempt.result;

import static java.util.Map.entry;

import dev.redisatomic.command.Command;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The writes whose missing result would look like an answer: "the list is empty", "somebody else
 * has it", "there was nothing to delete". All others answer {@code null} until the commit.
 */
public final class NeededResults {

  private static final Map<String, Rule> RULES =
      Map.ofEntries(
          entry("LPOP", Pops::first),
          entry("RPOP", Pops::last),
          entry("LMOVE", Pops::moved),
          entry("RPOPLPUSH", Pops::lastMoved),
          entry("LMPOP", Pops::fromFirstList),
          entry("SPOP", Pops::member),
          entry("ZPOPMIN", Pops::lowest),
          entry("ZPOPMAX", Pops::highest),
          entry("ZMPOP", Pops::fromFirstSortedSet),
          entry("GETDEL", OldValues::taken),
          entry("GETEX", OldValues::touched),
          entry("GETSET", OldValues::replaced),
          entry("HGETDEL", OldValues::takenFields),
          entry("HGETEX", OldValues::touchedFields),
          entry("SET", Conditions::set),
          entry("SETNX", Conditions::setIfMissing),
          entry("MSETNX", Conditions::setAllIfMissing),
          entry("HSETNX", Conditions::setFieldIfMissing),
          entry("HSETEX", Conditions::setFields),
          entry("ZADD", Conditions::addIfMissing),
          entry("DELEX", Conditions::deleteIf),
          entry("DELIFEQ", Conditions::deleteIfEqual),
          entry("RENAMENX", Existence::renamedIfFree),
          entry("COPY", Existence::copied),
          entry("SMOVE", Existence::movedMember),
          entry("DEL", Existence::deleted),
          entry("UNLINK", Existence::deleted));

  private NeededResults() {}

  /** Makes the result of one command; {@code null} for a form without, or one that is wrong. */
  @FunctionalInterface
  private interface Rule {
    @Nullable NeededResult of(WriteWords write);
  }

  /**
   * Says how to find the result of a write.
   *
   * @param write the write as it was issued
   * @return {@code null} if it stays without
   */
  public static @Nullable NeededResult of(Command write) {
    Rule rule = RULES.get(write.name());
    return rule == null || write.size() < 2 ? null : rule.of(new WriteWords(write));
  }
}
