/* The bodies of responses. */
#include "model/model.h"

size_t model_answer_body(const struct model_answer *answer, const struct model_media *media)
{
    for (size_t i = 0; i < answer->body_count; i++) {
        const struct model_body *body = &answer->bodies[i];

        if (body->type == media->schema && body->lines == media->lines) {
            return i + 1;
        }
    }
    return 0;
}
