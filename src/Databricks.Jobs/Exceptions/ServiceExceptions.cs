namespace Databricks.Jobs;

/// <summary>The service refused the request as wrong, or as wrong for the state of the job or run.</summary>
public sealed class InvalidRequestException : JobsServiceException
{
    internal InvalidRequestException(ServiceError error, string problem, string action, RequestFacts facts)
        : base(error, problem, action, facts)
    {
    }
}

/// <summary>The service does not know the caller: the token is wrong, revoked or expired.</summary>
public sealed class UnauthenticatedException : JobsServiceException
{
    internal UnauthenticatedException(ServiceError error, string problem, string action, RequestFacts facts)
        : base(error, problem, action, facts)
    {
    }
}

/// <summary>The caller may not do this. Permission is checked before existence: a deleted job answers so too.</summary>
public sealed class PermissionDeniedException : JobsServiceException
{
    internal PermissionDeniedException(ServiceError error, string problem, string action, RequestFacts facts)
        : base(error, problem, action, facts)
    {
    }
}

/// <summary>There is no such job, run or operation.</summary>
public sealed class NotFoundException : JobsServiceException
{
    internal NotFoundException(ServiceError error, string problem, string action, RequestFacts facts)
        : base(error, problem, action, facts)
    {
    }
}

/// <summary>Another change, or what already exists, is in the way.</summary>
public class ConflictException : JobsServiceException
{
    internal ConflictException(ServiceError error, string problem, string action, RequestFacts facts)
        : base(error, problem, action, facts)
    {
    }
}

/// <summary>An object of that name or id exists.</summary>
public sealed class AlreadyExistsException : ConflictException
{
    internal AlreadyExistsException(ServiceError error, string problem, string action, RequestFacts facts)
        : base(error, problem, action, facts)
    {
    }
}

/// <summary>Too many requests, and waiting did not help; or a quota is used up.</summary>
public sealed class TooManyRequestsException : JobsServiceException
{
    internal TooManyRequestsException(ServiceError error, string problem, string action, RequestFacts facts)
        : base(error, problem, action, facts)
    {
    }
}

/// <summary>The service is out of reach for now (502, 503, 504), and waiting did not help.</summary>
public sealed class ServiceUnavailableException : JobsServiceException
{
    internal ServiceUnavailableException(ServiceError error, string problem, string action, RequestFacts facts)
        : base(error, problem, action, facts)
    {
    }
}
