package cn.shiji.app;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
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

    /** A field is there unless its type says {@code @Nullable}: the Java types are the only statement of that. */
    @Bean
    ModelConverter nullness() {
        return new Nullness();
    }

    private static final class Nullness implements ModelConverter {

        private final Map<String, Class<?>> named = new ConcurrentHashMap<>();

        @Override
        public @Nullable Schema<?> resolve(
                AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
            if (!chain.hasNext()) {
                return null;
            }
            Schema<?> schema = chain.next().resolve(type, context, chain);
            JavaType java = Json.mapper().constructType(type.getType());
            if (java != null && java.getRawClass().isRecord()) {
                state(java.getRawClass(), context);
            }
            return schema;
        }

        private void state(Class<?> record, ModelConverterContext context) {
            String name = record.getSimpleName();
            Schema<?> defined = context.getDefinedModels().get(name);
            if (defined == null || defined.getProperties() == null) {
                return;
            }
            Class<?> first = named.putIfAbsent(name, record);
            if (first != null && first != record) {
                throw new IllegalStateException("two records of the API are called " + name + ": " + first.getName()
                        + " and " + record.getName() + "; rename one, or the description shows only one of them");
            }
            for (RecordComponent component : record.getRecordComponents()) {
                boolean optional = component.getAnnotatedType().isAnnotationPresent(Nullable.class)
                        || component.getType() == Optional.class;
                boolean known = defined.getProperties().containsKey(component.getName());
                boolean stated =
                        defined.getRequired() != null && defined.getRequired().contains(component.getName());
                if (known && !optional && !stated) {
                    defined.addRequiredItem(component.getName());
                }
            }
        }
    }
}
