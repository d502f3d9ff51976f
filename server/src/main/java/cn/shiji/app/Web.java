package cn.shiji.app;

import cn.shiji.access.Duty;
import cn.shiji.directory.UnitKind;
import cn.shiji.kernel.Problem;
import cn.shiji.kernel.Role;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import org.springframework.web.servlet.resource.PathResourceResolver;

/** Serves the faces of the web application, and says what language and what day it is. */
@Configuration(proxyBeanMethods = false)
class Web implements WebMvcConfigurer {

    private static final long LARGEST_JSON = 4L << 20;
    private static final List<String> FACES = List.of("desk", "pocket");

    /** China keeps one time zone; a day of the record is a day there, wherever the server stands. */
    @Bean
    Clock clock() {
        return Clock.system(ZoneId.of("Asia/Shanghai"));
    }

    @Bean
    LocaleResolver localeResolver() {
        AcceptHeaderLocaleResolver resolver = new AcceptHeaderLocaleResolver();
        resolver.setSupportedLocales(List.of(Locale.CHINESE, Locale.ENGLISH));
        resolver.setDefaultLocale(Locale.CHINESE);
        return resolver;
    }

    /** In addresses these are written as in JSON, by their words; without them only the names of our constants would do. */
    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, Role.class, Role::of);
        registry.addConverter(String.class, Duty.class, Duty::of);
        registry.addConverter(String.class, UnitKind.class, UnitKind::of);
    }

    /** A page sends a few kilobytes of JSON; what is far larger is refused before it is read into memory. */
    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(new HandlerInterceptor() {
            @Override
            public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
                String type = String.valueOf(request.getContentType());
                boolean unmeasured =
                        request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") != null;
                if (!type.startsWith("multipart/") && (unmeasured || request.getContentLengthLong() > LARGEST_JSON)) {
                    throw Problem.tooLarge("problem.too-large", LARGEST_JSON >> 20);
                }
                return true;
            }
        });
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        // Built files carry their digest in the name, so they never change under it.
        registry.addResourceHandler("/assets/**")
                .addResourceLocations("classpath:/static/assets/")
                .setCacheControl(CacheControl.maxAge(Duration.ofDays(365)).immutable());
        for (String face : FACES) {
            registry.addResourceHandler("/" + face + "/**")
                    .addResourceLocations("classpath:/static/" + face + "/")
                    // Files of the jar all bear one date, so a browser could not tell an old page from a new one by it.
                    .setUseLastModified(false)
                    .setCacheControl(CacheControl.noStore())
                    .resourceChain(true)
                    .addResolver(new PageOfFace());
        }
    }

    @Override
    public void addViewControllers(ViewControllerRegistry registry) {
        for (String face : FACES) {
            registry.addRedirectViewController("/" + face, "/" + face + "/");
            registry.addViewController("/" + face + "/").setViewName("forward:/" + face + "/index.html");
        }
    }

    /** Gives the face's one page for every address below it that names no file: the page itself knows the rest. */
    private static final class PageOfFace extends PathResourceResolver {

        @Override
        protected @Nullable Resource getResource(String path, Resource location) throws IOException {
            Resource asked = path.isEmpty() ? null : super.getResource(path, location);
            if (asked != null || path.contains(".")) {
                return asked;
            }
            Resource page = location.createRelative("index.html");
            return page.exists() ? page : null;
        }
    }
}
