// A contract as a test needs it: the types of its schemas, and the rules with their scopes.
import { readFileSync } from 'node:fs';

import { parse as parseCel } from '@bufbuild/cel';
import { parse as parseYaml } from 'yaml';

import { inDialect31 } from './dialect.mjs';
import { stepsOf } from './json.mjs';

/* {document, targets, rules}. A target is what documents are judged as: {name, type, rules, status, media, schema},
   where `rules` are those of a response and `media` is undefined for a schema. A type is
   {kind, nullable, values, open, limits, properties, required, closed, items, rules}. */
export function loadContract(path) {
    const document = inDialect31(parseYaml(readFileSync(path, 'utf8'), { intAsBigInt: true }));
    const loader = { document, types: new Map(), rules: [] };
    const targets = Object.entries(document.components?.schemas ?? {}).map(([name, schema]) =>
        ({ name, type: typeOf(loader, schema), rules: [], schema }));

    for (const operation of operationsOf(document)) {
        for (const [status, response] of Object.entries(operation.responses)) {
            targets.push(...responseTargets(loader, operation, status, response));
        }
    }
    return { document, targets, rules: loader.rules };
}

function operationsOf(document) {
    return Object.values(document.paths ?? {}).flatMap((item) =>
        ['get', 'put', 'post', 'delete', 'patch'].filter((method) => method in item)
            .map((method) => item[method]));
}

function responseTargets(loader, operation, status, response) {
    const rules = rulesOf(loader, response);
    const parameters = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path')
        .map((parameter) => parameter.name);

    return Object.entries(response.content ?? {}).map(([media, { schema }]) => ({
        name: `${operation.operationId}/${status}`,
        type: typeOf(loader, schema),
        rules,
        status,
        media,
        schema,
        parameters,
    }));
}

/* Whether there is a rule to judge, in the value or in what it may have in it. */
export function hasRules(target, seen = new Set()) {
    const { type, rules } = target;
    if (type === undefined || seen.has(type)) {
        return false;
    }
    seen.add(type);
    const parts = [type.items, ...(type.properties?.values() ?? [])];
    return rules.length > 0 || type.rules.length > 0 ||
        parts.some((part) => hasRules({ type: part, rules: [] }, seen));
}

function rulesOf(loader, place) {
    return (place['x-dg-rules'] ?? []).map(({ id, rule, pointer = '', severity = 'error', examples = {} }) => {
        const parsed = parseCel(rule);
        const made = {
            id,
            text: rule,
            parsed,
            severity,
            steps: stepsOf(pointer),
            examples,
            reads: readsOf(parsed.expr),
            ...namesAndConstants(parsed),
        };
        loader.rules.push(made);
        return made;
    });
}

/* The roots that an expression speaks of, and the literals in it. */
function namesAndConstants(parsed) {
    const roots = new Set();
    const constants = [];
    const visit = (node) => {
        if (isExpression(node)) {
            const { case: kind, value } = node.exprKind;
            if (kind === 'identExpr') {
                roots.add(value.name);
            } else if (kind === 'constExpr') {
                constants.push(value.constantKind.value);
            }
        }
        if (typeof node === 'object' && node !== null) {
            Object.values(node).forEach(visit);
        }
    };
    visit(parsed.expr);
    return { roots, constants };
}

/* What an expression reads of self: {path, whole}. A comparison with null doesn't read the whole of an
   object. */
function readsOf(node, whole = true) {
    if (typeof node !== 'object' || node === null) {
        return [];
    }
    if (isExpression(node)) {
        const path = pathOf(node);
        const { case: kind, value } = node.exprKind;
        if (path !== undefined) {
            return [{ path, whole }];
        }
        if (kind === 'callExpr' && value.args.some((one) => isNull(one))) {
            return value.args.flatMap((one) => readsOf(one, false));
        }
    }
    return Object.values(node).flatMap((part) => readsOf(part));
}

function isExpression(node) {
    return node?.$typeName === 'cel.expr.Expr';
}

function isNull({ exprKind: { case: kind, value } }) {
    return kind === 'constExpr' && value.constantKind.case === 'nullValue';
}

/* The names that an expression goes along from self, undefined if it is something else. */
function pathOf({ exprKind: { case: kind, value } }) {
    if (kind === 'identExpr' && value.name === 'self') {
        return [];
    }
    const path = kind === 'selectExpr' ? pathOf(value.operand) : undefined;
    return path && [...path, value.field];
}

function typeOf(loader, schema) {
    if (schema.$ref !== undefined) {
        const steps = stepsOf(schema.$ref.slice(1));
        return typeOf(loader, steps.reduce((at, step) => at[step], loader.document));
    }
    let type = loader.types.get(schema);
    if (type === undefined) {
        type = {};
        loader.types.set(schema, type); // before its parts: it may be one of them
        Object.assign(type, schema.anyOf === undefined
            ? plainType(loader, schema)
            : { ...typeOf(loader, schema.anyOf.find((one) => one.type !== 'null')), nullable: true });
    }
    return type;
}

function plainType(loader, schema) {
    const names = [schema.type ?? []].flat();
    const listed = schema.const !== undefined ? [schema.const] : schema.enum;
    const properties = Object.entries(schema.properties ?? {});
    const more = schema.additionalProperties;

    return {
        kind: kindOf(schema, names.find((name) => name !== 'null')),
        nullable: names.includes('null'),
        values: listed?.filter((one) => one !== null),
        open: schema['x-dg-open'] === true,
        limits: schema,
        properties: new Map(properties.map(([name, one]) => [name, typeOf(loader, one)])),
        required: new Set(schema.required ?? []),
        closed: more === false,
        items: schema.items !== undefined ? typeOf(loader, schema.items)
            : typeof more === 'object' ? typeOf(loader, more) : undefined,
        rules: rulesOf(loader, schema),
    };
}

function kindOf(schema, name) {
    switch (name) {
    case undefined:
        return 'json';
    case 'string':
        return schema.format === 'date-time' ? 'time' : 'text';
    case 'object':
        return typeof schema.additionalProperties === 'object' ? 'map' : 'object';
    case 'array':
        return 'list';
    default:
        return name;
    }
}
