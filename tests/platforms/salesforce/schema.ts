/**
 * What the practice orgs know of their objects: enough of the standard ones for cases, their comments,
 * files and people. Lengths, picklists and flags are those of a stock org.
 */

export type FieldType =
  | 'id'
  | 'string'
  | 'textarea'
  | 'picklist'
  | 'reference'
  | 'boolean'
  | 'datetime'
  | 'date'
  | 'int'
  | 'email'
  | 'phone'
  | 'url'
  | 'base64'
  | 'combobox';

interface PicklistValue {
  readonly value: string;
  readonly isDefault: boolean;
  /** Only of a case status: the case counts as closed. */
  readonly closed?: boolean;
}

export interface FieldDef {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  /** Characters; 0 for types without one. */
  readonly length: number;
  readonly nillable: boolean;
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly filterable: boolean;
  /** Writable on create or update, yet never returned (`Comments` of a case is such a field). */
  readonly writeOnly?: boolean;
  /** Bytes, not characters, count against `length`. */
  readonly countsBytes?: boolean;
  readonly externalId: boolean;
  readonly unique: boolean;
  readonly restrictedPicklist: boolean;
  readonly picklist: readonly PicklistValue[];
  readonly referenceTo: readonly string[];
  readonly relationshipName: string | null;
  readonly required: boolean;
}

interface ChildDef {
  readonly childSObject: string;
  readonly field: string;
  readonly relationshipName: string;
}

export interface ObjectDef {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string | null;
  readonly fields: readonly FieldDef[];
  readonly children: readonly ChildDef[];
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly deletable: boolean;
}

type FieldOptions = Partial<Omit<FieldDef, 'name' | 'label' | 'type'>>;

const spaced = (name: string) =>
  name
    .replace(/__c$/, '')
    .replaceAll('_', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2');

function field(name: string, type: FieldType, options: FieldOptions = {}): FieldDef {
  return {
    name,
    label: type === 'reference' ? `${spaced(name).replace(/ ?Id$/, '')} ID` : spaced(name),
    type,
    length: type === 'id' || type === 'reference' ? 18 : type === 'picklist' ? 255 : 0,
    nillable: true,
    createable: true,
    updateable: true,
    filterable: type !== 'textarea' && type !== 'base64',
    externalId: false,
    unique: false,
    restrictedPicklist: false,
    picklist: [],
    referenceTo: [],
    relationshipName: null,
    required: false,
    ...options,
  };
}

const fixed: FieldOptions = { createable: false, updateable: false };
const once: FieldOptions = { updateable: false };
const text = (name: string, length: number, options: FieldOptions = {}) =>
  field(name, 'string', { length, ...options });
const long = (name: string, length: number, options: FieldOptions = {}) =>
  field(name, 'textarea', { length, ...options });
const flag = (name: string, options: FieldOptions = {}) =>
  field(name, 'boolean', { nillable: false, ...options });
const moment = (name: string, options: FieldOptions = {}) =>
  field(name, 'datetime', { ...fixed, ...options });
const link = (name: string, referenceTo: string[], options: FieldOptions = {}) =>
  field(name, 'reference', { referenceTo, relationshipName: name.replace(/Id$/, ''), ...options });
const choice = (name: string, values: string[], preferred: string | null, options: FieldOptions = {}) =>
  field(name, 'picklist', {
    picklist: values.map((value) => ({ value, isDefault: value === preferred })),
    ...options,
  });

const ID = field('Id', 'id', { ...fixed, nillable: false });
const DELETED = flag('IsDeleted', fixed);
const STAMPS = [
  moment('CreatedDate', { nillable: false }),
  link('CreatedById', ['User'], { ...fixed, nillable: false }),
  moment('LastModifiedDate', { nillable: false }),
  link('LastModifiedById', ['User'], { ...fixed, nillable: false }),
  moment('SystemModstamp', { nillable: false }),
];

function object(
  name: string,
  keyPrefix: string | null,
  fields: readonly FieldDef[],
  options: Partial<ObjectDef> = {},
): ObjectDef {
  return {
    name,
    label: spaced(name),
    labelPlural: `${spaced(name)}s`,
    keyPrefix,
    fields,
    children: [],
    createable: true,
    updateable: true,
    deletable: true,
    ...options,
  };
}
const READ_ONLY = { createable: false, updateable: false, deletable: false } as const;

/** Columns of the running user's merged permissions. */
export const PERMISSION_COLUMNS = [
  'PermissionsApiEnabled',
  'PermissionsCustomizeApplication',
  'PermissionsManageUsers',
  'PermissionsModifyAllData',
  'PermissionsViewAllData',
  'PermissionsViewSetup',
] as const;

const CASE_STATUS: readonly PicklistValue[] = [
  { value: 'New', isDefault: true },
  { value: 'Working', isDefault: false },
  { value: 'Escalated', isDefault: false },
  { value: 'Closed', isDefault: false, closed: true },
];

const objects: readonly ObjectDef[] = [
  object(
    'Case',
    '500',
    [
      ID,
      DELETED,
      text('CaseNumber', 30, { ...fixed, nillable: false }),
      link('ContactId', ['Contact']),
      link('AccountId', ['Account']),
      link('ParentId', ['Case']),
      text('SuppliedName', 80),
      field('SuppliedEmail', 'email', { length: 80 }),
      field('SuppliedPhone', 'phone', { length: 40 }),
      text('SuppliedCompany', 80),
      choice('Type', ['Mechanical', 'Electrical', 'Electronic', 'Structural', 'Other'], null),
      field('Status', 'picklist', { picklist: CASE_STATUS }),
      choice('Reason', ['Installation', 'Performance', 'Breakdown', 'Feedback', 'Other'], null),
      choice('Origin', ['Phone', 'Email', 'Web'], null),
      text('Subject', 255),
      choice('Priority', ['High', 'Medium', 'Low'], 'Medium'),
      long('Description', 32_000),
      flag('IsClosed', fixed),
      moment('ClosedDate'),
      flag('IsEscalated'),
      link('OwnerId', ['Group', 'User'], { nillable: false }),
      ...STAMPS,
      moment('LastViewedDate'),
      moment('LastReferencedDate'),
      long('Comments', 4_000, { filterable: false, writeOnly: true }),
    ],
    {
      children: [
        { childSObject: 'CaseComment', field: 'ParentId', relationshipName: 'CaseComments' },
        {
          childSObject: 'ContentDocumentLink',
          field: 'LinkedEntityId',
          relationshipName: 'ContentDocumentLinks',
        },
        { childSObject: 'Attachment', field: 'ParentId', relationshipName: 'Attachments' },
        { childSObject: 'EmailMessage', field: 'ParentId', relationshipName: 'EmailMessages' },
        { childSObject: 'CaseFeed', field: 'ParentId', relationshipName: 'Feeds' },
        { childSObject: 'Case', field: 'ParentId', relationshipName: 'Cases' },
      ],
    },
  ),
  object('CaseComment', '00a', [
    ID,
    link('ParentId', ['Case'], { ...once, required: true, nillable: false }),
    flag('IsPublished'),
    long('CommentBody', 4_000, { countsBytes: true }),
    ...STAMPS,
    DELETED,
  ]),
  object('EmailMessage', '02s', [
    ID,
    link('ParentId', ['Case'], once),
    long('TextBody', 32_000, once),
    long('HtmlBody', 131_072, once),
    text('Subject', 3_000, once),
    text('FromName', 1_000, once),
    field('FromAddress', 'email', { length: 1_000, ...once }),
    long('ToAddress', 4_000, once),
    flag('Incoming', once),
    choice('Status', ['0', '1', '2', '3', '4'], '0'),
    ...STAMPS,
    DELETED,
  ]),
  object('Attachment', '00P', [
    ID,
    DELETED,
    link('ParentId', ['Case'], { ...once, required: true, nillable: false }),
    text('Name', 255, { required: true, nillable: false }),
    flag('IsPrivate'),
    text('ContentType', 120),
    field('BodyLength', 'int', fixed),
    field('Body', 'base64', { required: true, nillable: false }),
    link('OwnerId', ['User'], { nillable: false }),
    ...STAMPS,
    text('Description', 500),
  ]),
  object(
    'ContentDocument',
    '069',
    [
      ID,
      ...STAMPS,
      DELETED,
      link('OwnerId', ['User'], { ...fixed }),
      text('Title', 255),
      link('LatestPublishedVersionId', ['ContentVersion'], fixed),
      field('ContentSize', 'int', fixed),
      text('FileType', 20, fixed),
      text('FileExtension', 40, fixed),
    ],
    { createable: false },
  ),
  object('ContentVersion', '068', [
    ID,
    link('ContentDocumentId', ['ContentDocument'], once),
    flag('IsLatest', fixed),
    text('VersionNumber', 20, fixed),
    text('Title', 255, { required: true }),
    text('PathOnClient', 500, { ...once, required: true }),
    text('FileType', 20, fixed),
    text('FileExtension', 40, fixed),
    field('ContentSize', 'int', fixed),
    text('Checksum', 50, fixed),
    field('VersionData', 'base64', once),
    link('FirstPublishLocationId', ['Case', 'User'], { ...once, relationshipName: 'FirstPublishLocation' }),
    link('OwnerId', ['User']),
    ...STAMPS,
    DELETED,
  ]),
  object('ContentDocumentLink', '06A', [
    ID,
    link('LinkedEntityId', ['Case', 'User'], { ...once, required: true, nillable: false }),
    link('ContentDocumentId', ['ContentDocument'], { ...once, required: true, nillable: false }),
    DELETED,
    moment('SystemModstamp', { nillable: false }),
    choice('ShareType', ['V', 'C', 'I'], 'V', { restrictedPicklist: true }),
    choice('Visibility', ['AllUsers', 'InternalUsers', 'SharedUsers'], 'AllUsers', {
      restrictedPicklist: true,
    }),
  ]),
  object('FeedItem', '0D5', [
    ID,
    link('ParentId', ['Case'], { ...once, required: true, nillable: false }),
    choice('Type', ['TextPost', 'ContentPost', 'CaseCommentPost', 'TrackedChange'], 'TextPost', once),
    long('Body', 10_000),
    flag('IsRichText'),
    choice('Visibility', ['InternalUsers', 'AllUsers'], 'InternalUsers', { restrictedPicklist: true }),
    link('RelatedRecordId', ['CaseComment', 'ContentVersion'], { ...once, relationshipName: null }),
    field('CommentCount', 'int', fixed),
    ...STAMPS,
    DELETED,
  ]),
  object(
    'CaseFeed',
    null,
    [
      ID,
      link('ParentId', ['Case'], fixed),
      choice('Type', ['TextPost', 'ContentPost', 'CaseCommentPost', 'TrackedChange'], null, fixed),
      long('Body', 10_000, fixed),
      flag('IsRichText', fixed),
      choice('Visibility', ['InternalUsers', 'AllUsers'], null, fixed),
      link('RelatedRecordId', ['CaseComment', 'ContentVersion'], { ...fixed, relationshipName: null }),
      ...STAMPS,
      DELETED,
    ],
    READ_ONLY,
  ),
  object(
    'User',
    '005',
    [
      ID,
      text('Username', 80),
      text('LastName', 80),
      text('FirstName', 40),
      text('Name', 121, fixed),
      field('Email', 'email', { length: 128 }),
      text('Alias', 8),
      flag('IsActive'),
      text('TimeZoneSidKey', 40),
      text('LocaleSidKey', 40),
      choice('UserType', ['Standard', 'Guest'], 'Standard', fixed),
      ...STAMPS,
    ],
    READ_ONLY,
  ),
  object(
    'Group',
    '00G',
    [
      ID,
      text('Name', 40),
      text('DeveloperName', 80),
      choice('Type', ['Regular', 'Queue'], null, fixed),
      ...STAMPS,
    ],
    READ_ONLY,
  ),
  object('Contact', '003', [
    ID,
    DELETED,
    link('AccountId', ['Account']),
    text('LastName', 80, { required: true, nillable: false }),
    text('FirstName', 40),
    text('Name', 121, fixed),
    field('Email', 'email', { length: 80 }),
    ...STAMPS,
  ]),
  object('Account', '001', [ID, DELETED, text('Name', 255, { required: true, nillable: false }), ...STAMPS]),
  object(
    'Organization',
    '00D',
    [
      ID,
      text('Name', 80, fixed),
      text('InstanceName', 5, fixed),
      flag('IsSandbox', fixed),
      text('OrganizationType', 40, fixed),
      text('NamespacePrefix', 15, fixed),
      moment('TrialExpirationDate'),
      text('TimeZoneSidKey', 40, fixed),
      text('LanguageLocaleKey', 40, fixed),
      ...STAMPS,
    ],
    READ_ONLY,
  ),
  object(
    'UserPermissionAccess',
    null,
    [ID, ...PERMISSION_COLUMNS.map((name) => flag(name, fixed))],
    READ_ONLY,
  ),
  object(
    'PermissionSet',
    '0PS',
    [
      ID,
      text('Name', 80, fixed),
      text('Label', 80, fixed),
      ...PERMISSION_COLUMNS.map((name) => flag(name, fixed)),
    ],
    READ_ONLY,
  ),
  object(
    'PermissionSetAssignment',
    '0Pa',
    [ID, link('AssigneeId', ['User'], fixed), link('PermissionSetId', ['PermissionSet'], fixed)],
    READ_ONLY,
  ),
  object(
    'RecordType',
    '012',
    [
      ID,
      text('Name', 80, fixed),
      text('DeveloperName', 80, fixed),
      text('SobjectType', 40, fixed),
      flag('IsActive', fixed),
    ],
    READ_ONLY,
  ),
];

/** A custom text field that may serve as key for upserts. */
export function externalIdField(name: string): FieldDef {
  return text(name, 255, { externalId: true, unique: true });
}

/** Objects by lower-cased name, with the org's own fields added to `Case`. */
export function buildSchema(caseFields: readonly FieldDef[]): ReadonlyMap<string, ObjectDef> {
  return new Map(
    objects.map((definition) => [
      definition.name.toLowerCase(),
      definition.name === 'Case'
        ? { ...definition, fields: [...definition.fields, ...caseFields] }
        : definition,
    ]),
  );
}

/** The field of that name, whatever its case. */
export function findField(definition: ObjectDef, name: string): FieldDef | undefined {
  const wanted = name.toLowerCase();
  return definition.fields.find((candidate) => candidate.name.toLowerCase() === wanted);
}

/** The body of `GET V/sobjects/{name}/describe`. */
export function describe(definition: ObjectDef, version: string): Record<string, unknown> {
  const urls = {
    sobject: `/services/data/${version}/sobjects/${definition.name}`,
    describe: `/services/data/${version}/sobjects/${definition.name}/describe`,
    rowTemplate: `/services/data/${version}/sobjects/${definition.name}/{ID}`,
  };
  return {
    ...summary(definition),
    childRelationships: definition.children.map((child) => ({
      cascadeDelete: true,
      deprecatedAndHidden: false,
      ...child,
    })),
    fields: definition.fields.map(describeField),
    recordTypeInfos: [
      {
        active: true,
        available: true,
        defaultRecordTypeMapping: true,
        developerName: 'Master',
        master: true,
        name: 'Master',
        recordTypeId: '012000000000000AAA',
        urls: { layout: `${urls.sobject}/describe/layouts/012000000000000AAA` },
      },
    ],
    urls,
  };
}

/** What the list of all objects says of one. */
export function summary(definition: ObjectDef): Record<string, unknown> {
  return {
    createable: definition.createable,
    custom: false,
    deletable: definition.deletable,
    keyPrefix: definition.keyPrefix,
    label: definition.label,
    labelPlural: definition.labelPlural,
    name: definition.name,
    queryable: true,
    searchable: definition.createable,
    updateable: definition.updateable,
  };
}

function describeField(definition: FieldDef): Record<string, unknown> {
  return {
    byteLength: definition.length * (definition.countsBytes ? 1 : 3),
    calculated: false,
    createable: definition.createable,
    custom: definition.name.endsWith('__c'),
    defaultedOnCreate: definition.type === 'boolean' || definition.name === 'OwnerId',
    externalId: definition.externalId,
    filterable: definition.filterable,
    label: definition.label,
    length: definition.length,
    name: definition.name,
    nillable: definition.nillable,
    picklistValues: definition.picklist.map(({ value, isDefault }) => ({
      active: true,
      defaultValue: isDefault,
      label: value,
      validFor: null,
      value,
    })),
    referenceTo: definition.referenceTo,
    relationshipName: definition.relationshipName,
    restrictedPicklist: definition.restrictedPicklist,
    sortable: definition.filterable,
    type: definition.type,
    unique: definition.unique,
    updateable: definition.updateable,
  };
}
