/**
 * TLS of the server itself, for phones and for sites without a web server before it: a certificate of our own making, or
 * the site's.
 */
@NullMarked
package cn.shiji.app.tls;

import org.jspecify.annotations.NullMarked;
