namespace Databricks.Jobs;

/// <summary>The service rejected the request as invalid, or as invalid in the state of the job or run.</summary>
public sealed class InvalidRequestException : JobsServiceException
{
    internal InvalidRequestException(ServiceError error, string problem, string action, RequestFacts facts)
        : base(error, problem, action, facts)
    {
    }
}

/// <summary>The service rejected the credentials: the token is wrong, revoked or expired.</summary>
public sealed class UnauthenticatedException : JobsServiceException
{
    internal UnauthenticatedException(ServiceError error, string problem, string action, RequestFacts facts)
        : base(error, problem, action, facts)
    {
    }
}

/// <summary>
/// The caller does not have permission. Permission is checked before existence, so this is also the error for a deleted
/// job.
/// </summary>
public sealed class PermissionDeniedException : JobsServiceException
{
    internal PermissionDeniedException(ServiceError error, string problem, string action, RequestFacts facts)
        : base(error, problem, action, facts)
    {
    }
}

/// <summary>The job, run or operation does not exist.</summary>
public class NotFoundException : JobsServiceException
{
    internal NotFoundException(ServiceError error, string problem, string action, RequestFacts facts)
        : base(error, problem, action, facts)
    {
    }
}

/// <summary>The request conflicts with another change or an existing object.</summary>
public class ConflictException : JobsServiceException
{
    internal ConflictException(ServiceError error, string problem, string action, RequestFacts facts)
        : base(error, problem, action, facts)
    {
    }
}

/// <summary>An object with that name or ID exists.</summary>
public sealed class AlreadyExistsException : ConflictException
{
    internal AlreadyExistsException(ServiceError error, string problem, string action, RequestFacts facts)
        : base(error, problem, action, facts)
    {
    }
}

/// <summary>Too many requests, even after retries; or a quota is exhausted.</summary>
public sealed class TooManyRequestsException : JobsServiceException
{
    internal TooManyRequestsException(ServiceError error, string problem, string action, RequestFacts facts)
        : base(error, problem, action, facts)
    {
    }
}

/// <summary>The service is unavailable (502, 503, 504), even after retries.</summary>
public sealed class ServiceUnavailableException : JobsServiceException
{
    internal ServiceUnavailableException(ServiceError error, string problem, string action, RequestFacts facts)
        : base(error, problem, action, facts)
    {
    }
}
