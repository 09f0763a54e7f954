package dev.redisatomic.driver.lettuce;

import dev.redisatomic.command.Command;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** Commands as they are sent. */
final class Encoding {
  private static final int CRLF = '\r' << 8 | '\n';

  private Encoding() {}

  static void write(Command command, ByteBuf buffer) {
    if (command instanceof HandledCommand encoded) {
      encoded.write(buffer);
      return;
    }
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
    ByteBufUtil.writeAscii(buffer, Integer.toString(number));
    buffer.writeShort(CRLF);
  }
}
