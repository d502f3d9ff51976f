package cn.shiji.directory.people;

import cn.shiji.access.Access;
import cn.shiji.access.At;
import cn.shiji.access.Needs;
import cn.shiji.kernel.Right;
import cn.shiji.kernel.UnitId;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Posts over HTTP: the board, who holds what, and giving and taking. */
@RestController
@RequestMapping("/api/posts")
class PostsApi {

    private final Posts posts;
    private final PostsSheet sheet;
    private final Access access;

    PostsApi(Posts posts, PostsSheet sheet, Access access) {
        this.posts = posts;
        this.sheet = sheet;
        this.access = access;
    }

    /** What is null stays. */
    record PostChange(
            @Nullable String words,
            @Nullable Integer seats,
            @Nullable List<Long> over) {}

    record LastDayRequest(@Nullable LocalDate lastDay) {}

    record UsualPosts(long unit) {}

    record PostsOpened(int opened) {}

    record PostMade(UUID id) {}

    /** The pending change where a second person is wanted, else null. */
    record PostGiven(@Nullable UUID pending) {}

    /** The posts within reach on a day. State: {@code held}, {@code vacant}, {@code short}, {@code double}, {@code several}. */
    @Needs(value = Right.DIRECTORY_READ, at = At.COLLECTION)
    @GetMapping
    PostViews.PostBoard board(
            @RequestParam(required = false) @Nullable Long unit,
            @RequestParam(required = false) @Nullable Boolean exact,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable LocalDate on,
            Locale language) {
        return posts.board(
                access.caller(), new Posts.Query(unit, Boolean.TRUE.equals(exact), kind, state, on), language);
    }

    /** The same board as a workbook. */
    @Needs(value = Right.DIRECTORY_EXPORT, at = At.COLLECTION)
    @GetMapping("/export")
    ResponseEntity<byte[]> export(
            @RequestParam(required = false) @Nullable Long unit,
            @RequestParam(required = false) @Nullable Boolean exact,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable LocalDate on,
            Locale language) {
        PostsSheet.Book book =
                sheet.of(access.caller(), new Posts.Query(unit, Boolean.TRUE.equals(exact), kind, state, on), language);
        return ResponseEntity.ok()
                .contentType(
                        MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(book.fileName(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(book.content());
    }

    /** The sorts of posts there are. */
    @Needs(value = Right.DIRECTORY_READ, at = At.NOWHERE)
    @GetMapping("/kinds")
    List<PostViews.PostKindView> kinds(Locale language) {
        return posts.kinds(language);
    }

    /** Sets up a post. */
    @Needs(value = Right.PERSON_CHANGE, at = At.WITHIN)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    PostMade open(@RequestBody Posts.NewPost wanted) {
        return new PostMade(posts.open(access.caller(), wanted));
    }

    /** Sets up the posts that units of this kind usually have. */
    @Needs(value = Right.PERSON_CHANGE, at = At.WITHIN)
    @PostMapping("/usual")
    PostsOpened usual(@RequestBody UsualPosts wanted) {
        return new PostsOpened(posts.openUsual(access.caller(), new UnitId(wanted.unit())));
    }

    /** One post as it stands today. */
    @Needs(value = Right.DIRECTORY_READ, at = At.WITHIN)
    @GetMapping("/{id}")
    PostViews.PostView post(@PathVariable UUID id, Locale language) {
        return posts.post(access.caller(), id, language);
    }

    /** Everybody who holds, held or will hold it. */
    @Needs(value = Right.DIRECTORY_READ, at = At.WITHIN)
    @GetMapping("/{id}/history")
    List<PostViews.PastHolder> history(@PathVariable UUID id) {
        return posts.history(access.caller(), id);
    }

    /** Changes a post. */
    @Needs(value = Right.PERSON_CHANGE, at = At.WITHIN)
    @PatchMapping("/{id}")
    PostViews.PostView change(@PathVariable UUID id, @RequestBody PostChange change, Locale language) {
        posts.change(access.caller(), id, change.words(), change.seats(), change.over());
        return posts.post(access.caller(), id, language);
    }

    /** Does away with a post. */
    @Needs(value = Right.PERSON_CHANGE, at = At.WITHIN)
    @PostMapping("/{id}/close")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void close(@PathVariable UUID id, @RequestBody LastDayRequest wanted) {
        posts.close(access.caller(), id, wanted.lastDay());
    }

    /** Gives a post to a person. */
    @Needs(value = Right.PERSON_CHANGE, at = At.WITHIN)
    @PostMapping("/{id}/holdings")
    PostGiven give(@PathVariable UUID id, @RequestBody Posts.Giving wanted) {
        return new PostGiven(posts.give(access.caller(), id, wanted).orElse(null));
    }

    /** Ends a holding. */
    @Needs(value = Right.PERSON_CHANGE, at = At.WITHIN)
    @PostMapping("/holdings/{id}/end")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable UUID id, @RequestBody LastDayRequest wanted) {
        posts.end(access.caller(), id, wanted.lastDay());
    }
}
