package cn.shiji.app;

import cn.shiji.access.Needs;
import cn.shiji.access.Open;
import cn.shiji.access.SignedIn;
import cn.shiji.kernel.Right;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the API describes itself; the front end's types are made from it. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

    @Bean
    OpenAPI description() {
        return new OpenAPI()
                .info(new Info()
                        .title("Shiji")
                        .version("1")
                        .description("The API of the desk and the pocket. Refusals are application/problem+json."));
    }

    /** Beside every route of the description stands what it needs, as the annotations beside its method say. */
    @Bean
    GlobalOperationCustomizer needs() {
        return (operation, route) -> {
            Map<String, Object> needs = new LinkedHashMap<>();
            Needs declared = route.getMethodAnnotation(Needs.class);
            if (route.hasMethodAnnotation(Open.class)) {
                needs.put("access", "open");
            } else if (route.hasMethodAnnotation(SignedIn.class)) {
                needs.put("access", "signed-in");
            } else if (declared != null) {
                needs.put("access", "right");
                needs.put("rights", words(declared.value()));
                needs.put("at", declared.at().name().toLowerCase(Locale.ROOT));
                if (declared.below().length > 0) {
                    needs.put("below", words(declared.below()));
                }
            }
            operation.addExtension("x-needs", needs);
            return operation;
        };
    }

    private static List<String> words(Right[] rights) {
        return Arrays.stream(rights).map(Right::word).toList();
    }

    @Bean
    ModelConverter apiRecords() {
        return new Records();
    }

    /**
     * Describes our records. A field is there unless its type says {@code @Nullable}: the Java types are the only
     * statement of that. A record inside another bears both names, so that two of one simple name stay apart.
     */
    private static final class Records implements ModelConverter {

        @Override
        public @Nullable Schema<?> resolve(
                AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
            if (!chain.hasNext()) {
                return null;
            }
            JavaType java = Json.mapper().constructType(type.getType());
            boolean ours = java != null && java.getRawClass().isRecord();
            if (ours && type.getName() == null && !java.hasGenericTypes()) {
                type.name(name(java.getRawClass()));
            }
            Schema<?> schema = chain.next().resolve(type, context, chain);
            if (ours && schema != null) {
                String reference = schema.get$ref();
                stateRequired(
                        java.getRawClass(),
                        reference == null
                                ? schema
                                : context.getDefinedModels().get(reference.substring(reference.lastIndexOf('/') + 1)));
            }
            return schema;
        }

        private static String name(Class<?> record) {
            Class<?> around = record.getEnclosingClass();
            return around == null || !around.isRecord()
                    ? record.getSimpleName()
                    : name(around) + record.getSimpleName();
        }

        private static void stateRequired(Class<?> record, @Nullable Schema<?> schema) {
            if (schema == null || schema.getProperties() == null) {
                return;
            }
            for (RecordComponent component : record.getRecordComponents()) {
                boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                        || component.getType() == Optional.class;
                boolean known = schema.getProperties().containsKey(component.getName());
                boolean stated =
                        schema.getRequired() != null && schema.getRequired().contains(component.getName());
                if (known && !optional && !stated) {
                    schema.addRequiredItem(component.getName());
                }
            }
        }
    }
}
