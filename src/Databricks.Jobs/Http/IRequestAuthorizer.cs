namespace Databricks.Jobs.Http;

/// <summary>What requests need of credentials.</summary>
internal interface IRequestAuthorizer
{
    /// <summary>The name of the method, such as <c>pat</c>.</summary>
    string Method { get; }

    /// <summary>The workspace that the credentials are for.</summary>
    Uri Host { get; }

    /// <summary>The number of tokens so far, which tells whether a rejected one is still in use.</summary>
    long TokenVersion { get; }

    /// <summary>Adds the credentials to a request.</summary>
    /// <exception cref="CredentialsException">No token can be obtained.</exception>
    ValueTask AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken);

    /// <summary>Gets a new token, unless there has been one since the rejected one.</summary>
    /// <returns>Whether there is a new token, so that the request is worth another attempt.</returns>
    ValueTask<bool> RefreshAsync(long rejectedVersion, CancellationToken cancellationToken);

    /// <summary>The address of the workspace, which may have to be looked up.</summary>
    ValueTask<Uri> FindHostAsync(CancellationToken cancellationToken);
}
