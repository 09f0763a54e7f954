package dev.redisatomic.driver.lettuce;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Words;
import io.lettuce.core.protocol.RedisCommand;
import io.netty.buffer.ByteBuf;
import java.util.Locale;

/** A command of a view, read from what Lettuce encodes: its words are not to be had otherwise. */
final class HandledCommand implements Command {
  private final byte[][] words;
  private final String name;

  private HandledCommand(byte[][] words) {
    this.words = words;
    this.name = Words.text(words[0]).toUpperCase(Locale.ROOT);
  }

  /**
   * Reads the words of a command.
   *
   * @param scratch is overwritten
   */
  static HandledCommand of(RedisCommand<?, ?, ?> command, ByteBuf scratch) {
    command.encode(scratch.clear());
    return new HandledCommand(words(scratch));
  }

  private static byte[][] words(ByteBuf encoded) {
    byte[][] words = new byte[number(encoded)][];
    for (int i = 0; i < words.length; i++) {
      words[i] = new byte[number(encoded)];
      encoded.readBytes(words[i]);
      encoded.skipBytes(2);
    }
    return words;
  }

  /** Reads a number with its mark before and the end of line behind it. */
  private static int number(ByteBuf encoded) {
    encoded.skipBytes(1);
    int number = 0;
    byte next = encoded.readByte();
    while (next != '\r') {
      number = number * 10 + (next - '0');
      next = encoded.readByte();
    }
    encoded.skipBytes(1);
    return number;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int size() {
    return words.length;
  }

  @Override
  public byte[] word(int index) {
    return words[index];
  }

  @Override
  public String toString() {
    return name;
  }
}
