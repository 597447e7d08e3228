// What a validator of JSON Schema and an engine of CEL say of an HTTP exchange, in the words of our reports.
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { fromJson } from '@bufbuild/protobuf';
import { TimestampSchema } from '@bufbuild/protobuf/wkt';

import { HOLDS, judge } from './evaluate.mjs';
import { escapeStep, parse, stepsOf } from './json.mjs';

/* A judge of the exchanges of a contract, whose rules are prepared. */
export class Exchanges {
    #contract;
    #schemas = new Ajv2020({ allErrors: true, strict: false });
    #validators = new Map();

    constructor(contract) {
        this.#contract = contract;
        addFormats(this.#schemas, ['date-time']);
        // RFC 3339 has no blank between date and time, which this validator lets through.
        const { validate } = this.#schemas.formats['date-time'];
        this.#schemas.addFormat('date-time', (text) => validate(text) && isTimestamp(text));
    }

    /* {findings, notApplicable, skipped} of {operation, path, status, mediaType, text, wanted}. A finding is
       "severity code pointer". */
    judge({ operation, path, status, mediaType, text, wanted }) {
        const response = this.#responseTo(operation, status);
        if (response === undefined || response.media !== mediaType) {
            throw new Error(`${status} ${mediaType} is not documented`);
        }
        const document = parse(text);
        const problem = mediaType === 'application/problem+json';
        const faults = this.#faultsOf(response, JSON.parse(text));
        const { outcomes, notApplicable, skipped } = judge({
            target: response,
            self: faults.reduce((left, { steps }) => leaveOut(left, steps), document),
            http: { status, mediaType },
            path,
            faults: faults.map(({ steps }) => steps),
        });
        const failed = outcomes.filter(({ outcome }) => outcome !== HOLDS);

        return {
            findings: [
                ...(wanted === undefined || wanted === status ? [] : ['error http.status ']),
                ...(!problem || Number(document.get('status')?.text) === status ? []
                    : ['error http.problem-status ']),
                ...faults.map(({ code, pointer }) => `error ${code} ${pointer}`),
                ...unknownOf(response.type, document, '').map((pointer) => `warning unknown-property ${pointer}`),
                ...failed.map(({ rule, pointer }) => `${rule.severity} rule.${rule.id} ${pointer}`),
            ],
            notApplicable,
            skipped,
        };
    }

    /* By the status, else by its range, else by default. */
    #responseTo(operation, status) {
        const named = (name) => this.#contract.targets.find((one) => one.name === `${operation}/${name}`);
        return named(status) ?? named(`${Math.floor(status / 100)}XX`) ?? named('default');
    }

    #faultsOf(response, document) {
        let validate = this.#validators.get(response);
        if (validate === undefined) {
            const { components } = this.#contract.document;
            validate = this.#schemas.compile(withNumbers({ components, ...response.schema }));
            this.#validators.set(response, validate);
        }
        return validate(document) ? [] : inOurWords(validate.errors);
    }
}

function isTimestamp(text) {
    try {
        fromJson(TimestampSchema, text);
        return true;
    } catch {
        return false;
    }
}

/* With plain numbers in place of big ones. */
function withNumbers(schema) {
    return JSON.parse(JSON.stringify(schema, (_, value) => (typeof value === 'bigint' ? Number(value) : value)));
}

/* {code, pointer, steps} of each, the steps to what isn't right. One fault is one finding: a value of a wrong
   type is nothing else besides, and that it isn't null either, nor any of the alternatives, says nothing
   more. */
function inOurWords(errors) {
    const own = errors.filter(({ keyword, params, propertyName }) => propertyName === undefined &&
        keyword !== 'anyOf' && !(keyword === 'type' && params.type === 'null'));
    const mistyped = new Set(own.filter(({ keyword }) => keyword === 'type').map((one) => one.instancePath));

    return own.filter(({ keyword, instancePath }) => keyword === 'type' || !mistyped.has(instancePath))
        .map(({ keyword, instancePath, params }) => {
            const pointer = keyword === 'propertyNames'
                ? `${instancePath}/${escapeStep(params.propertyName)}` : instancePath;
            const missing = keyword === 'required' ? [params.missingProperty] : [];
            return { code: keyword, pointer, steps: [...stepsOf(pointer), ...missing] };
        });
}

/* A value without what the steps lead to; of a list, without the list. */
function leaveOut(value, [step, ...more]) {
    if (!(value instanceof Map) || !value.has(step)) {
        return value;
    }
    const left = new Map(value);
    if (more.length > 0 && value.get(step) instanceof Map) {
        left.set(step, leaveOut(value.get(step), more));
    } else {
        left.delete(step);
    }
    return left;
}

/* The places of members that the contract doesn't list, where it doesn't say that there may be others. */
function unknownOf(type, value, pointer) {
    if (value instanceof Map) {
        return [...value].flatMap(([name, member]) => {
            const place = `${pointer}/${escapeStep(name)}`;
            const known = type.properties?.get(name) ?? (type.kind === 'map' ? type.items : undefined);
            if (known !== undefined) {
                return unknownOf(known, member, place);
            }
            const open = type.kind !== 'object' || type.limits.additionalProperties !== undefined;
            return open ? [] : [place];
        });
    }
    return Array.isArray(value) && type.kind === 'list'
        ? value.flatMap((item, at) => unknownOf(type.items, item, `${pointer}/${at}`))
        : [];
}
