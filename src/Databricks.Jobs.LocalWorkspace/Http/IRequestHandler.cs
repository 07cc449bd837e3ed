namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>Decides about requests and responds to them.</summary>
internal interface IRequestHandler
{
    /// <summary>
    /// Returns the maximum length of the request's body in bytes. It is called before the body is read, so that a
    /// request without a valid token takes up no memory.
    /// </summary>
    /// <exception cref="ApiException">The request has no valid token.</exception>
    int Admit(RequestHead head);

    /// <summary>Responds to a request.</summary>
    /// <exception cref="ApiException">The request is rejected.</exception>
    ApiResponse Handle(ApiRequest request);
}
