/* The parts of the HTML report that are files of their own (html/). */
#ifndef DG_VALIDATE_REPORT_HTML_H
#define DG_VALIDATE_REPORT_HTML_H

/* The texts, and the base64 of their SHA-256. */
extern const char report_html_css[];
extern const char report_html_css_digest[];
extern const char report_html_js[];
extern const char report_html_js_digest[];

#endif
