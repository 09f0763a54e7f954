package dev.redisatomic.driver.lettuce;

import dev.redisatomic.command.Command;
import io.netty.buffer.ByteBuf;

/** Commands as they are sent. */
final class Encoding {
  private static final int CRLF = '\r' << 8 | '\n';

  private Encoding() {}

  static void write(Command command, ByteBuf buffer) {
    number(buffer, '*', command.size());
    for (int i = 0; i < command.size(); i++) {
      byte[] word = command.word(i);
      number(buffer, '$', word.length);
      buffer.writeBytes(word);
      buffer.writeShort(CRLF);
    }
  }

  private static void number(ByteBuf buffer, char kind, int number) {
    buffer.writeByte(kind);
    digits(buffer, number);
    buffer.writeShort(CRLF);
  }

  private static void digits(ByteBuf buffer, int number) {
    if (number > 9) {
      digits(buffer, number / 10);
    }
    buffer.writeByte('0' + number % 10);
  }
}
