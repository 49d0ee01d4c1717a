/** Writing records over the API: what a real org checks, in its order and words. */
import type { Fault } from '../core/types.ts';
import { isId, to18 } from './ids.ts';
import { findField } from './schema.ts';
import type { FieldDef, ObjectDef } from './schema.ts';
import type { Value } from './soql.ts';
import {
  definitionOf,
  findAnyRow,
  findRow,
  insertCase,
  insertComment,
  insertFile,
  insertRow,
  linkFile,
  millisecondsOf,
  removeRow,
  setCaseStatus,
  touchRow,
} from './state.ts';
import type { Org, Person, SalesforceRow } from './state.ts';

/** A refusal with the body that the API sends for it. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly fields: readonly string[] | undefined;
  readonly extra: Readonly<Record<string, unknown>>;
  constructor(
    status: number,
    code: string,
    message: string,
    fields?: readonly string[],
    extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.fields = fields;
    this.extra = extra;
  }
  /** The element of the answer's list. */
  toJSON(): Record<string, unknown> {
    return {
      ...this.extra,
      message: this.message,
      errorCode: this.code,
      ...(this.fields === undefined ? {} : { fields: this.fields }),
    };
  }
}

/** Who writes, and how. */
export interface WriteContext {
  readonly org: Org;
  readonly person: Person;
  /** `Sforce-Auto-Assign` was not FALSE. */
  readonly autoAssign: boolean;
  /** `Sforce-Duplicate-Rule-Header: allowSave=true`. */
  readonly allowDuplicates: boolean;
  readonly fault: (kind: string) => Fault | undefined;
}

export const notFound = () => new ApiError(404, 'NOT_FOUND', 'The requested resource does not exist');

export function requireDefinition(org: Org, name: string): ObjectDef {
  const definition = definitionOf(org, name);
  if (!definition) throw notFound();
  return definition;
}

/** The record of an id in a path. Throws when it is gone, unknown, or no id. */
export function requireRow(org: Org, definition: ObjectDef, id: string): SalesforceRow {
  if (!isId(id)) {
    throw new ApiError(
      404,
      'NOT_FOUND',
      `Provided external ID field does not exist or is not accessible: ${id}`,
    );
  }
  const row = findRow(org, definition.name, id);
  if (!row) throw notFound();
  if (row['IsDeleted'] === true) throw new ApiError(404, 'ENTITY_IS_DELETED', 'entity is deleted', []);
  return row;
}

const JSON_NAMES: Readonly<Record<string, string>> = {
  string: 'VALUE_STRING',
  number: 'VALUE_NUMBER_INT',
  boolean: 'VALUE_TRUE',
  object: 'START_OBJECT',
};

function refuseType(type: string, value: unknown): ApiError {
  const token = Array.isArray(value) ? 'START_ARRAY' : (JSON_NAMES[typeof value] ?? 'VALUE_NULL');
  return new ApiError(
    400,
    'JSON_PARSER_ERROR',
    `Cannot deserialize instance of ${type} from ${token} value ${isScalar(value) ? String(value) : ''} or request may be missing a required field at [line:1, column:2]`,
  );
}

function isScalar(value: unknown): value is Value {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function checkValue(org: Org, definition: ObjectDef, field: FieldDef, value: Value): Value {
  if (value === null || value === '') return field.type === 'boolean' ? false : null;
  switch (field.type) {
    case 'boolean':
      if (typeof value !== 'boolean') throw refuseType('boolean', value);
      return value;
    case 'int':
      if (typeof value !== 'number') throw refuseType('int', value);
      return value;
    case 'id':
    case 'reference': {
      if (typeof value !== 'string') throw refuseType('reference', value);
      const prefixes = field.referenceTo.map((name) => org.schema.get(name.toLowerCase())?.keyPrefix);
      if (!isId(value) || !prefixes.includes(value.slice(0, 3))) {
        throw new ApiError(400, 'MALFORMED_ID', `${field.label}: id value of incorrect type: ${value}`, [
          field.name,
        ]);
      }
      const target = findAnyRow(org, value);
      if (!target) {
        throw new ApiError(
          400,
          'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
          `insufficient access rights on cross-reference id: ${value}`,
          [],
        );
      }
      if (target.row['IsDeleted'] === true)
        throw new ApiError(400, 'ENTITY_IS_DELETED', 'entity is deleted', []);
      return to18(value);
    }
    default:
  }
  if (typeof value !== 'string') throw refuseType('string', value);
  const size = field.countsBytes ? new TextEncoder().encode(value).length : value.length;
  if (field.length > 0 && field.type !== 'picklist' && size > field.length) {
    throw new ApiError(
      400,
      'STRING_TOO_LONG',
      `${field.label}: data value too large: ${value} (max length=${field.length})`,
      [field.name],
    );
  }
  const restricted =
    field.restrictedPicklist ||
    (definition.name === 'Case' && field.name === 'Status' && org.settings.restrictStatus);
  if (field.type === 'picklist' && restricted && !field.picklist.some((choice) => choice.value === value)) {
    throw new ApiError(
      400,
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      `${field.label}: bad value for restricted picklist field: ${value}`,
      [field.name],
    );
  }
  if (field.type === 'email' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value)) {
    throw new ApiError(400, 'INVALID_EMAIL_ADDRESS', `${field.label}: invalid email address: ${value}`, [
      field.name,
    ]);
  }
  return value;
}

/** The checked fields of a body; throws at the first that a real org would refuse. */
function readFields(
  context: WriteContext,
  definition: ObjectDef,
  input: unknown,
  mode: 'create' | 'update',
): { fields: SalesforceRow; given: ReadonlySet<string> } {
  const { org } = context;
  if (typeof input !== 'object' || input === null || Array.isArray(input)) throw refuseType('sobject', input);
  const entries = Object.entries(input).filter(([name]) => name !== 'attributes');
  const found: [FieldDef, Value][] = [];
  const readOnly: string[] = [];
  for (const [name, value] of entries) {
    const field = findField(definition, name);
    if (!field) {
      throw new ApiError(
        400,
        'INVALID_FIELD',
        `No such column '${name}' on sobject of type ${definition.name}`,
      );
    }
    if (field.name === 'Id') {
      throw new ApiError(400, 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.');
    }
    if (!isScalar(value)) throw refuseType(field.type === 'reference' ? 'reference' : 'string', value);
    if (mode === 'create' ? !field.createable : !field.updateable) readOnly.push(field.name);
    else found.push([field, value]);
  }
  if (readOnly.length > 0) {
    throw new ApiError(
      400,
      'INVALID_FIELD_FOR_INSERT_UPDATE',
      `Unable to create/update fields: ${readOnly.join(', ')}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
      readOnly,
    );
  }
  const fields: SalesforceRow = {};
  for (const [field, value] of found) {
    fields[field.name] = field.type === 'base64' ? value : checkValue(org, definition, field, value);
  }
  const missing = definition.fields.filter(
    (field) =>
      field.required &&
      (mode === 'create'
        ? (fields[field.name] ?? null) === null
        : field.name in fields && fields[field.name] === null),
  );
  if (missing.length > 0) {
    const names = missing.map((field) => field.name);
    throw new ApiError(
      400,
      'REQUIRED_FIELD_MISSING',
      `Required fields are missing: [${names.join(', ')}]`,
      names,
    );
  }
  return { fields, given: new Set(found.map(([field]) => field.name)) };
}

/** Rules of the administrators, as tests switch them on. */
function checkRules(
  context: WriteContext,
  definition: ObjectDef,
  id: string | null,
  parentId: string | null = null,
): void {
  const text = (fault: Fault, key: string, otherwise: string) => {
    const value = fault.detail?.[key];
    return typeof value === 'string' ? value : otherwise;
  };
  const required = context.fault('required-field');
  if (required) {
    const field = text(required, 'field', 'Reason');
    throw new ApiError(400, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${field}]`, [field]);
  }
  const picklist = context.fault('restricted-picklist');
  if (picklist) {
    const field = text(picklist, 'field', 'Status');
    throw new ApiError(
      400,
      'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
      `${field}: bad value for restricted picklist field: ${text(picklist, 'value', 'Foo')}`,
      [field],
    );
  }
  const rule = context.fault('validation-rule');
  if (rule) {
    throw new ApiError(
      400,
      'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      text(rule, 'message', 'Please give the serial number of the machine.'),
      [],
    );
  }
  if (context.fault('insufficient-access')) {
    throw new ApiError(403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id', []);
  }
  if (context.fault('cross-reference')) {
    throw new ApiError(
      400,
      'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
      `insufficient access rights on cross-reference id: ${id ?? context.org.id}`,
      [],
    );
  }
  // A new child locks its parent as a change of the parent does.
  const touched = id ?? parentId;
  const locked = touched !== null && (context.org.locks.get(touched) ?? 0) > context.org.clock.now();
  if (locked || context.fault('row-lock')) {
    throw new ApiError(
      400,
      'UNABLE_TO_LOCK_ROW',
      `unable to obtain exclusive access to this record or 1 records: ${touched ?? '500000000000000AAA'}`,
      [],
    );
  }
  if (id !== null || definition.name !== 'Case') return;
  const duplicates = context.fault('duplicates');
  if (!duplicates) return;
  const allowSave = duplicates.detail?.['allowSave'] !== false;
  if (allowSave && context.allowDuplicates) return;
  const existing = [...(context.org.tables.get('Case')?.keys() ?? [])][0] ?? null;
  const key = duplicates.detail?.['spelling'] === 'right' ? 'duplicateResult' : 'duplicateResut';
  throw new ApiError(400, 'DUPLICATES_DETECTED', 'Use one of these records?', undefined, {
    [key]: {
      allowSave,
      duplicateRule: 'Open_case_with_the_same_subject',
      duplicateRuleEntityType: 'Case',
      errorMessage: 'Use one of these records?',
      matchResults: [
        {
          entityType: 'Case',
          errors: [],
          matchEngine: 'ExactMatchEngine',
          matchRecords: [
            {
              additionalInformation: [],
              fieldDiffs: [],
              matchConfidence: 100,
              record: { attributes: { type: 'Case' }, Id: existing },
            },
          ],
          rule: 'Case_subject',
          size: 1,
          success: true,
        },
      ],
    },
  });
}

function checkUnique(
  context: WriteContext,
  definition: ObjectDef,
  fields: SalesforceRow,
  id: string | null,
): void {
  for (const field of definition.fields) {
    if (!field.unique || typeof fields[field.name] !== 'string') continue;
    for (const row of context.org.tables.get(definition.name)?.values() ?? []) {
      if (row['Id'] === id || row['IsDeleted'] === true) continue;
      if (String(row[field.name]).toLowerCase() === String(fields[field.name]).toLowerCase()) {
        throw new ApiError(
          400,
          'DUPLICATE_VALUE',
          `duplicate value found: ${field.name} duplicates value on record with id: ${String(row['Id']).slice(0, 15)}`,
          [],
        );
      }
    }
  }
}

function decodeFile(field: string, value: Value | undefined): Uint8Array {
  if (typeof value !== 'string' || !/^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(value)) {
    throw new ApiError(
      400,
      'JSON_PARSER_ERROR',
      `Illegal value for base64 field ${field}: not a valid base64 string`,
    );
  }
  return new Uint8Array(Buffer.from(value, 'base64'));
}

/** 37.5 MB of base64 is what one JSON body may carry. */
const JSON_FILE_LIMIT = 37_500_000;

/** Creates one record. Throws ApiError. `binary` is the file part of a multipart body. */
export function createRecord(
  context: WriteContext,
  definition: ObjectDef,
  input: unknown,
  binary?: Uint8Array,
): SalesforceRow {
  const { org, person } = context;
  if (!definition.createable) {
    throw new ApiError(
      400,
      'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      `entity type cannot be inserted: ${definition.label}`,
      [],
    );
  }
  const { fields, given } = readFields(context, definition, input, 'create');
  checkRules(context, definition, null, textOf(fields['ParentId'] ?? fields['LinkedEntityId']));
  checkUnique(context, definition, fields, null);
  const text = (name: string) => textOf(fields[name]);
  switch (definition.name) {
    case 'Case': {
      const { Comments: comment = null, ...rest } = fields;
      if (rest['Status'] === null) delete rest['Status'];
      if (rest['Priority'] === null) delete rest['Priority'];
      if (context.autoAssign && org.settings.assignmentQueue !== null) {
        for (const group of org.tables.get('Group')?.values() ?? []) {
          if (group['Name'] === org.settings.assignmentQueue) rest['OwnerId'] = group['Id'] ?? null;
        }
      }
      const row = insertCase(org, rest, person.id);
      if (typeof comment === 'string') insertComment(org, String(row['Id']), comment, false, person.id);
      return row;
    }
    case 'CaseComment':
      return insertComment(
        org,
        text('ParentId') ?? '',
        text('CommentBody'),
        fields['IsPublished'] === true,
        person.id,
      );
    case 'ContentVersion': {
      if (
        !binary &&
        typeof fields['VersionData'] === 'string' &&
        fields['VersionData'].length > JSON_FILE_LIMIT
      ) {
        throw new ApiError(413, 'REQUEST_ENTITY_TOO_LARGE', 'The request entity is too large');
      }
      if (!binary && !given.has('VersionData')) {
        throw new ApiError(400, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [VersionData]', [
          'VersionData',
        ]);
      }
      const path = text('PathOnClient') ?? '';
      return insertFile(
        org,
        {
          title: text('Title') ?? path,
          path,
          data: binary ?? decodeFile('VersionData', fields['VersionData']),
          documentId: text('ContentDocumentId'),
          recordId: text('FirstPublishLocationId'),
        },
        person.id,
      );
    }
    case 'ContentDocumentLink':
      for (const link of org.tables.get('ContentDocumentLink')?.values() ?? []) {
        if (
          link['ContentDocumentId'] === fields['ContentDocumentId'] &&
          link['LinkedEntityId'] === fields['LinkedEntityId']
        ) {
          throw new ApiError(
            400,
            'DUPLICATE_VALUE',
            'duplicate value found: <unknown> duplicates value on record with id: <unknown>',
            [],
          );
        }
      }
      return linkFile(
        org,
        text('ContentDocumentId') ?? '',
        text('LinkedEntityId') ?? '',
        text('ShareType') ?? 'V',
        text('Visibility') ?? 'AllUsers',
        person.id,
      );
    case 'Attachment': {
      const data = binary ?? decodeFile('Body', fields['Body']);
      const row = insertRow(org, 'Attachment', { ...fields, Body: null, BodyLength: data.length }, person.id);
      org.bytes.set(String(row['Id']), data);
      return row;
    }
    case 'FeedItem':
      if (text('Body') === null) {
        throw new ApiError(400, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [Body]', ['Body']);
      }
      checkRichText(fields);
      return insertRow(org, 'FeedItem', { CommentCount: 0, ...fields }, person.id);
    default:
      return insertRow(org, definition.name, fields, person.id);
  }
}

function checkRichText(fields: SalesforceRow): void {
  if (fields['IsRichText'] !== true || typeof fields['Body'] !== 'string') return;
  const tag = /<\/?([a-z0-9]+)/gi;
  for (const [, name = ''] of fields['Body'].matchAll(tag)) {
    if (!['p', 'a', 'b', 'code', 'i', 'u', 's', 'ul', 'ol', 'li', 'img'].includes(name.toLowerCase())) {
      throw new ApiError(400, 'INVALID_MARKUP', `Invalid markup: element ${name} is not allowed`, ['Body']);
    }
  }
}

function mayChange(context: WriteContext, definition: ObjectDef): void {
  if (!definition.updateable && !definition.deletable) {
    throw new ApiError(
      400,
      'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
      `entity type cannot be updated: ${definition.label}`,
      [],
    );
  }
  if (definition.name === 'CaseComment' && !context.person.admin) {
    throw new ApiError(403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id', []);
  }
}

/**
 * Changes one record. `unmodifiedSince` (milliseconds) refuses when it changed later. Throws ApiError;
 * the status 412 has no body.
 */
export function updateRecord(
  context: WriteContext,
  definition: ObjectDef,
  row: SalesforceRow,
  input: unknown,
  unmodifiedSince?: number,
): void {
  const { org, person } = context;
  if (unmodifiedSince !== undefined && millisecondsOf(row['LastModifiedDate']) > unmodifiedSince) {
    throw new ApiError(412, 'PRECONDITION_FAILED', '');
  }
  mayChange(context, definition);
  const { fields } = readFields(context, definition, input, 'update');
  checkRules(context, definition, String(row['Id']));
  checkUnique(context, definition, fields, String(row['Id']));
  const { Comments: comment = null, Status: status, ...rest } = fields;
  if (definition.name === 'Case') {
    Object.assign(row, rest);
    if (typeof status === 'string') setCaseStatus(org, row, status);
    if (typeof comment === 'string') insertComment(org, String(row['Id']), comment, false, person.id);
    if (context.autoAssign && org.settings.assignmentQueue !== null && !('OwnerId' in fields)) {
      for (const group of org.tables.get('Group')?.values() ?? []) {
        if (group['Name'] === org.settings.assignmentQueue) row['OwnerId'] = group['Id'] ?? null;
      }
    }
  } else Object.assign(row, fields);
  if (definition.name === 'CaseComment') {
    for (const feed of org.tables.get('FeedItem')?.values() ?? []) {
      if (feed['RelatedRecordId'] !== row['Id']) continue;
      feed['Body'] = row['CommentBody'] ?? null;
      touchRow(org, feed, person.id);
    }
  }
  touchRow(org, row, person.id);
}

export function deleteRecord(context: WriteContext, definition: ObjectDef, row: SalesforceRow): void {
  mayChange(context, definition);
  checkRules(context, definition, String(row['Id']));
  removeRow(context.org, definition, row, context.person.id);
}

/** Fields of a record as GET sends them; all without `names`. Throws on an unknown one. */
export function renderRecord(
  definition: ObjectDef,
  row: SalesforceRow,
  version: string,
  names: readonly string[] | null,
): Record<string, unknown> {
  const url = `/services/data/${version}/sobjects/${definition.name}/${String(row['Id'])}`;
  const record: Record<string, unknown> = { attributes: { type: definition.name, url } };
  const wanted =
    names === null
      ? definition.fields.filter((field) => !field.writeOnly)
      : names.map((name) => {
          const field = findField(definition, name);
          if (!field || field.writeOnly) {
            throw new ApiError(
              400,
              'INVALID_FIELD',
              `No such column '${name}' on sobject of type ${definition.name}`,
            );
          }
          return field;
        });
  for (const field of wanted) {
    record[field.name] = field.type === 'base64' ? `${url}/${field.name}` : (row[field.name] ?? null);
  }
  if (names !== null) record['Id'] = row['Id'];
  return record;
}

function textOf(value: Value | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
