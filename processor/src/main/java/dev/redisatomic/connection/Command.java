package dev.redisatomic.connection;

import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One Redis command with its arguments, in the form in which its driver will send it. */
public interface Command {

  /**
   * The first word, in upper case.
   *
   * @return such as {@code GET} or {@code CONFIG}
   */
  String name();

  /**
   * How many words there are, the name included.
   *
   * @return 1 or more
   */
  int size();

  /**
   * One word.
   *
   * @param index 0 for the name
   * @return its bytes, not to be changed
   */
  byte[] word(int index);

  /**
   * The keys as far as the driver knows them.
   *
   * @return the keys; empty if there are none or the driver does not know
   */
  List<byte[]> keys();

  /**
   * The flags as far as the driver knows them.
   *
   * @return the flags, or {@code null} if the driver does not know the command
   */
  @Nullable EnumSet<CommandFlag> flags();
}
