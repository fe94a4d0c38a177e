package embedded

import "fmt"

// MongoDB's error codes that the engine uses.
const (
	codeBadValue                int32 = 2
	codeFailedToParse           int32 = 9
	codeUnauthorized            int32 = 13
	codeTypeMismatch            int32 = 14
	codeOverflow                int32 = 15
	codeIllegalOperation        int32 = 20
	codeNamespaceNotFound       int32 = 26
	codeIndexNotFound           int32 = 27
	codePathNotViable           int32 = 28
	codeFileStreamFailed        int32 = 39
	codeConflictingUpdate       int32 = 40
	codeCursorNotFound          int32 = 43
	codeNamespaceExists         int32 = 48
	codeMaxTimeMSExpired        int32 = 50
	codeDollarPrefixedFieldName int32 = 52
	codeInvalidIDField          int32 = 53
	codeEmptyFieldName          int32 = 56
	codeCommandNotFound         int32 = 59
	codeImmutableField          int32 = 66
	codeCannotCreateIndex       int32 = 67
	codeInvalidLength           int32 = 16
	codeInvalidOptions          int32 = 72
	codeInvalidNamespace        int32 = 73
	codeIndexOptionsConflict    int32 = 85
	codeIndexKeySpecsConflict   int32 = 86
	codeInterruptedAtShutdown   int32 = 11600
	codeConversionFailure       int32 = 241
	codeParallelArrays          int32 = 171
	codeNotImplemented          int32 = 238
	codeAPIVersion              int32 = 322
	codeDuplicateKey            int32 = 11000
	codeDocumentTooLarge        int32 = 10334
	codeUnknownField            int32 = 40415
	codeMissingField            int32 = 40414
	codeUnknownStage            int32 = 40324
	codeUnknownExpression       int32 = 168 // InvalidPipelineOperator
	codeUnknownGroupOperator    int32 = 15952
	codeProjection              int32 = 31254
	codeInternal                int32 = 1
)

var codeNames = map[int32]string{
	codeInternal: "InternalError", codeInvalidLength: "InvalidLength", codeBadValue: "BadValue", codeFailedToParse: "FailedToParse",
	codeUnauthorized: "Unauthorized", codeTypeMismatch: "TypeMismatch", codeOverflow: "Overflow",
	codeIllegalOperation: "IllegalOperation", codeNamespaceNotFound: "NamespaceNotFound",
	codeIndexNotFound: "IndexNotFound", codePathNotViable: "PathNotViable", codeFileStreamFailed: "FileStreamFailed",
	codeConflictingUpdate: "ConflictingUpdateOperators", codeCursorNotFound: "CursorNotFound",
	codeNamespaceExists: "NamespaceExists", codeMaxTimeMSExpired: "MaxTimeMSExpired",
	codeDollarPrefixedFieldName: "DollarPrefixedFieldName", codeInvalidIDField: "InvalidIdField",
	codeEmptyFieldName: "EmptyFieldName", codeCommandNotFound: "CommandNotFound", codeImmutableField: "ImmutableField",
	codeCannotCreateIndex: "CannotCreateIndex", codeInvalidOptions: "InvalidOptions",
	codeInvalidNamespace: "InvalidNamespace", codeIndexOptionsConflict: "IndexOptionsConflict",
	codeIndexKeySpecsConflict: "IndexKeySpecsConflict", codeInterruptedAtShutdown: "InterruptedAtShutdown",
	codeConversionFailure: "ConversionFailure", codeParallelArrays: "CannotIndexParallelArrays",
	codeNotImplemented: "NotImplemented", codeAPIVersion: "APIVersionError", codeDuplicateKey: "DuplicateKey",
	codeDocumentTooLarge: "BSONObjectTooLarge", codeUnknownExpression: "InvalidPipelineOperator",
}

// commandError is an answer with ok: 0, or one entry of writeErrors.
type commandError struct {
	code   int32
	msg    string
	detail doc // keyPattern and keyValue of a duplicate key
}

func (e *commandError) Error() string { return e.msg }

func (e *commandError) name() string {
	if n, ok := codeNames[e.code]; ok {
		return n
	}
	return fmt.Sprintf("Location%d", e.code)
}

func errf(code int32, format string, args ...any) *commandError {
	return &commandError{code: code, msg: fmt.Sprintf(format, args...)}
}

// refused is the answer to what MongoDB has and this engine has not.
func refused(what string) *commandError {
	return errf(codeNotImplemented, "%s is not part of the subset of the embedded engine", what)
}
