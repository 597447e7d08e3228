// Rewrites schemas of OpenAPI 3.0 as schemas of 3.1, which are JSON Schema.

/* The document in the dialect of OpenAPI 3.1. A document in 3.1 is returned unchanged. */
export function inDialect31(document) {
    return document.openapi.startsWith('3.0.') ? { ...rewrite(document), openapi: '3.1.0' } : document;
}

function rewrite(node) {
    if (Array.isArray(node)) {
        return node.map(rewrite);
    }
    if (typeof node !== 'object' || node === null) {
        return node;
    }
    const { nullable, 'x-dg-const': fixed, 'x-dg-property-names': names, ...rest } = node;
    const schema = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, rewrite(value)]));

    if (nullable === true && Array.isArray(schema.enum) && schema.enum.every((value) => value === null)) {
        return { type: 'null' };
    }
    if (nullable === true && typeof schema.type === 'string') {
        schema.type = [schema.type, 'null'];
    }
    if (fixed === true) {
        [schema.const] = schema.enum;
        delete schema.enum;
    }
    if (names !== undefined) {
        schema.propertyNames = names;
    }
    return schema;
}
