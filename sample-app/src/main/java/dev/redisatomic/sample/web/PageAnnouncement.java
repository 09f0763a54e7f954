package dev.redisatomic.sample.web;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says where the page is. */
@Component
class PageAnnouncement {

  private static final Log log = LogFactory.getLog(PageAnnouncement.class);

  @EventListener
  void announce(WebServerInitializedEvent event) {
    log.info("See it work: http://localhost:" + event.getWebServer().getPort() + "/");
  }
}
