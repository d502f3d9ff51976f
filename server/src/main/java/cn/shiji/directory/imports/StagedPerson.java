package cn.shiji.directory.imports;

import cn.shiji.directory.Pinyin;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of a list of people with what is sensitive sealed for the person it will belong to.
 *
 * @param unit the unit whose code the row gives; 0 where it gives none that is there
 * @param identityShown the masked number
 */
record StagedPerson(
        PersonRow row,
        long unit,
        UUID id,
        Pinyin pinyin,
        byte @Nullable [] identity,
        byte @Nullable [] identityBlind,
        @Nullable String identityShown,
        byte @Nullable [] phone,
        byte @Nullable [] phoneBlind,
        @Nullable String phoneShown) {}
