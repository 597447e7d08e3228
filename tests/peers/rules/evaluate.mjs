// What an independent engine of CEL says of the rules.
import { celEnv, celMap, isCelError, plan } from '@bufbuild/cel';
import { fromJson } from '@bufbuild/protobuf';
import { TimestampSchema } from '@bufbuild/protobuf/wkt';

import { JsonNumber, escapeStep, find, integerOf, stepsOf } from './json.mjs';

export const HOLDS = 'holds';
export const FAILS = 'fails';
export const OVERFLOWS = 'overflows';
export const ERROR = 'ERROR';

const env = celEnv();

/* Has each rule judge itself. */
export function prepare(rules) {
    for (const rule of rules) {
        const run = plan(env, rule.parsed);
        rule.evaluate = (bindings) => outcomeOf(run(bindings));
    }
}

function outcomeOf(result) {
    if (typeof result === 'boolean') {
        return { outcome: result ? HOLDS : FAILS };
    }
    const errors = isCelError(result) ? flatten(result) : [];
    if (errors.length > 0 && errors.every((one) => /overflow|out of range/.test(one.message))) {
        return { outcome: OVERFLOWS };
    }
    return { outcome: ERROR, why: errors.map((one) => one.message).join('; ') || `not a truth: ${result}` };
}

/* && and || merge errors into one, the others being its cause. */
function flatten(error) {
    const causes = [error.cause].flat().filter(isCelError);
    return [error, ...causes.flatMap(flatten)];
}

/* What is judged of {target, self, oldSelf, http, path, faults}: {outcomes: [{rule, pointer, outcome}],
   notApplicable, skipped}. Of self, what `faults` lead to, lists of steps, is not right by its schema and
   has to be left out. */
export function judge({ target, self, oldSelf, http, path, faults = [] }) {
    const outcomes = [];
    const bindings = { self: toCel(target.type, self) };
    if (oldSelf !== undefined) {
        bindings.oldSelf = toCel(target.type, oldSelf);
    }
    if (http !== undefined) {
        bindings.http = { status: BigInt(http.status), media_type: http.mediaType };
    }
    if (path !== undefined) {
        bindings.request = { path };
    }
    let notApplicable = 0;
    let skipped = 0;
    const tell = (rule, at, pointer, known) => {
        if (['oldSelf', 'http', 'request'].some((root) => rule.roots.has(root) && !(root in known))) {
            notApplicable += pointer === '' ? 1 : 0;
            return;
        }
        if (faults.some((fault) => rule.reads.some((read) => reaches(fault, stepsOf(pointer), read)))) {
            skipped += 1;
            return;
        }
        const place = find(at, rule.steps) === undefined ? [] : rule.steps;
        outcomes.push({
            rule,
            pointer: [pointer, ...place.map(escapeStep)].join('/'),
            ...rule.evaluate(known),
        });
    };

    eachObject(target.type, self, '', (type, at, pointer) => {
        const known = pointer === '' ? bindings : { self: toCel(type, at) };
        type.rules.forEach((rule) => tell(rule, at, pointer, known));
    });
    target.rules.forEach((rule) => tell(rule, self, '', bindings));
    return { outcomes, notApplicable, skipped };
}

/* Whether what is read of the object at `place` has a fault: in it, or in what it is part of. */
function reaches(fault, place, { path, whole }) {
    const read = [...place, ...path];
    return (whole || fault.length <= read.length) &&
        fault.every((step, at) => at >= read.length || step === read[at]);
}

function eachObject(type, value, pointer, visit) {
    if (value === null || value === undefined) {
        return;
    }
    if (type.kind === 'list') {
        value.forEach((item, index) => eachObject(type.items, item, `${pointer}/${index}`, visit));
    } else if (type.kind === 'map') {
        value.forEach((item, key) => eachObject(type.items, item, `${pointer}/${escapeStep(key)}`, visit));
    } else if (type.kind === 'object') {
        type.properties.forEach((property, name) =>
            eachObject(property, value.get(name), `${pointer}/${escapeStep(name)}`, visit));
        if (type.rules.length > 0) {
            visit(type, value, pointer);
        }
    }
}

/* A JSON value as CEL's, by its type in the contract. Throws where CEL can't hold it. */
function toCel(type, value) {
    if (value === null) {
        return null;
    }
    switch (type.kind) {
    case 'time':
        return fromJson(TimestampSchema, value);
    case 'integer':
        return integerOf(value);
    case 'number':
        return Number(value.text);
    case 'list':
        return value.map((item) => toCel(type.items, item));
    case 'map':
        return mapOf([...value].map(([key, item]) => [key, toCel(type.items, item)]));
    case 'object':
        return mapOf([...value].filter(([name]) => type.properties.has(name))
            .map(([name, member]) => [name, toCel(type.properties.get(name), member)]));
    case 'json':
        return jsonToCel(value);
    default:
        return value;
    }
}

function jsonToCel(value) {
    if (value instanceof JsonNumber) {
        return Number(value.text);
    }
    if (value instanceof Map) {
        return mapOf([...value].map(([key, item]) => [key, jsonToCel(item)]));
    }
    return Array.isArray(value) ? value.map(jsonToCel) : value;
}

/* CEL's has() and `in` ask whether a map has the key. This engine's say no where the value is null. */
function mapOf(entries) {
    const entriesByKey = new Map(entries);
    const map = celMap(entriesByKey);
    map.has = (key) => entriesByKey.has(key);
    return map;
}
