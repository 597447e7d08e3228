/* Says in words why a value doesn't match a schema, in a bounded buffer. */
#include "runtime/reader_internal.h"
#include "runtime/subschema_internal.h"

static void fault_put(struct dg_fault_text *text, const char *words)
{
    struct dg_text bytes = dg_text_of(words);

    dg_write_bytes(&text->out, bytes.data, bytes.length);
}

static void fault_put_text(struct dg_fault_text *text, struct dg_text bytes)
{
    if (bytes.length > 0) {
        dg_write_bytes(&text->out, bytes.data, bytes.length);
    }
}

void dg_fault_text_begin(struct dg_fault_text *text, const char *words)
{
    dg_writer_init(&text->out, text->buffer, sizeof text->buffer, NULL);
    fault_put(text, words);
}

/* The part of the pointer after that of the value. Longer pointers are left out. */
static void fault_put_pointer(struct dg_fault_text *text, const struct dg_frame *value,
                              const struct dg_frame *part)
{
    char pointer[DG_PHRASE_BYTES];
    size_t outer = dg_pointer_write(value, NULL, 0);
    size_t length = dg_pointer_write(part, pointer, sizeof pointer);

    if (length >= sizeof pointer) {
        fault_put(text, "a part");
    } else if (length == outer) {
        fault_put(text, "the value");
    } else {
        fault_put(text, pointer + outer);
    }
}

void dg_fault_text_add(struct dg_fault_text *text, const struct dg_alternative *alternative,
                       const struct dg_frame *value, const struct dg_finding *finding)
{
    fault_put(text, "; for ");
    fault_put(text, alternative->site.schema);
    fault_put(text, ", ");
    if (finding->code == DG_CODE_REQUIRED) {
        fault_put_pointer(text, value, finding->frame);
        fault_put(text, " lacks the member '");
        fault_put_text(text, finding->property);
        fault_put(text, "'");
        return;
    }
    fault_put_pointer(text, value, finding->frame);
    fault_put(text, " breaks '");
    fault_put(text, dg_code_name(finding->code));
    fault_put(text, "'");
    if (finding->expected.length > 0) {
        fault_put(text, " (");
        fault_put_text(text, finding->expected);
        fault_put(text, ")");
    }
}

void dg_fault_text_both(struct dg_fault_text *text, const struct dg_alternative *first,
                        const struct dg_alternative *second)
{
    fault_put(text, "; ");
    fault_put(text, first->site.schema);
    fault_put(text, " and ");
    fault_put(text, second->site.schema);
    fault_put(text, " match");
}

struct dg_text dg_fault_text_end(const struct dg_fault_text *text)
{
    size_t length = text->out.used;

    if (text->out.gone > 0) {
        while (length > 0 && (text->buffer[length - 1] & 0xC0) == 0x80) {
            length--;
        }
        length -= length > 0 && (text->buffer[length - 1] & 0x80) != 0;
    }
    return (struct dg_text){text->buffer, length};
}
