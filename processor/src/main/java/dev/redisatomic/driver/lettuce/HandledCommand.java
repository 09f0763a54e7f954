package dev.redisatomic.driver.lettuce;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Words;
import io.lettuce.core.protocol.RedisCommand;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Locale;

/**
 * A command of a view, as Lettuce has encoded it: its words are not to be had otherwise. It is sent
 * in this form.
 */
final class HandledCommand implements Command {
  private static final int USUAL_SIZE = 128;

  private final ByteBuf encoded;
  private final byte[][] words;
  private final String name;

  private HandledCommand(ByteBuf encoded) {
    this.encoded = encoded;
    this.words = words(encoded.duplicate());
    this.name = Words.text(words[0]).toUpperCase(Locale.ROOT);
  }

  static HandledCommand of(RedisCommand<?, ?, ?> command) {
    ByteBuf buffer = Unpooled.buffer(USUAL_SIZE);
    command.encode(buffer);
    return new HandledCommand(buffer);
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

  void write(ByteBuf buffer) {
    buffer.writeBytes(encoded, encoded.readerIndex(), encoded.readableBytes());
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
