package io.agentplane.scheduler.task;

import io.agentplane.platform.event.Topics;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TaskTopic {

    @Bean
    NewTopic tasks(Topics topics) {
        return topics.ofFacts(TaskEvent.TOPIC);
    }
}
