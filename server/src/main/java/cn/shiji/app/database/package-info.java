/**
 * The database the server runs on: either a PostgreSQL server of our own in the data folder, or any PostgreSQL from 16
 * on that the site names by URL.
 *
 * <p>Our own server keeps every promise a production server keeps: fsync and synchronous commit on, data checksums,
 * scram passwords, only on 127.0.0.1. It dies with this process, is started again when it dies alone, and what a crash
 * left behind is cleared before the next start.
 */
@NullMarked
package cn.shiji.app.database;

import org.jspecify.annotations.NullMarked;
