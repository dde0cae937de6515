package io.agentplane.platform.openapi;

import io.agentplane.platform.idempotency.IdempotencyKey;
import io.agentplane.platform.web.Revision;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.providers.JavadocProvider;
import org.springdoc.core.providers.SpringDocJavadocProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Gives every service an OpenAPI document that explains itself. */
@AutoConfiguration
public class OpenApiAutoConfiguration {

    static {
        // They are read from headers, which OperationWords tells of.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Revision.class, IdempotencyKey.class);
    }

    private static final String BEARER = "bearer";
    private static final String API_KEY = "apiKey";

    /** Names the service in its document, and says where its paths begin, whoever serves it, and how callers say who they are. */
    @Bean
    OpenApiCustomizer publicDocument(
            @Value("${spring.application.name}") String service,
            @Value("${server.servlet.context-path:/}") String contextPath) {
        return document -> {
            document.info(info(service))
                    .servers(List.of(new Server().url(contextPath)))
                    .security(List.of(
                            new SecurityRequirement().addList(BEARER), new SecurityRequirement().addList(API_KEY)));
            if (document.getComponents() == null) {
                document.setComponents(new Components());
            }
            document.getComponents()
                    .addSecuritySchemes(
                            BEARER,
                            new SecurityScheme()
                                    .type(SecurityScheme.Type.HTTP)
                                    .scheme("bearer")
                                    .description("An API key, `ap_...`, in `Authorization: Bearer`"))
                    .addSecuritySchemes(
                            API_KEY,
                            new SecurityScheme()
                                    .type(SecurityScheme.Type.APIKEY)
                                    .in(SecurityScheme.In.HEADER)
                                    .name("X-API-Key")
                                    .description("The same key in a header of its own; not together with the other"));
        };
    }

    private static Info info(String service) {
        return new Info()
                .title("Agentplane " + service)
                .version("v1")
                .license(new License().name("Apache-2.0").identifier("Apache-2.0"))
                .contact(new Contact().name("Agentplane"));
    }

    @Bean
    @Primary
    JavadocProvider markdownJavadoc() {
        return new MarkdownJavadoc(new SpringDocJavadocProvider());
    }

    @Bean
    OperationWords operationWords() {
        return new OperationWords();
    }

    @Bean
    TagWords tagWords(ListableBeanFactory beans, JavadocProvider javadoc) {
        return new TagWords(beans, javadoc);
    }

    @Bean
    AnswerMembers answerMembers() {
        return new AnswerMembers();
    }

    @Bean
    Conventions conventions() {
        return new Conventions();
    }
}
