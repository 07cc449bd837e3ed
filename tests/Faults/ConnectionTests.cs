using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Databricks.Jobs.Http;
using Databricks.Jobs.Secrets;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Faults;

/// <summary>Connections that are not established, or fail before the request is read.</summary>
public sealed class ConnectionTests : IDisposable
{
    private readonly ClientFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    public static TheoryData<Operation> All => new(Enum.GetValues<Operation>());

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_refused_connection_to_an_unknown_address_is_retried_for_30_seconds(Operation operation)
    {
        using var handler = new RefusingHandler();
        using var fixture =
            new ClientFixture(options => options.HttpMessageHandler = handler, RefusingHandler.Host);

        var error = await Assert.ThrowsAsync<WorkspaceUnreachableException>(() => fixture.Client.SendAsync(operation));

        Assert.Contains("refused the connection", error.Problem, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], fixture.Delays);
        Assert.Equal(8, error.Attempts);
        Assert.False(error.MayHaveBeenReceived);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_refused_connection_to_a_known_address_is_retried_for_300_seconds(Operation operation)
    {
        using var handler = new RefusingHandler(responses: 1);
        using var fixture =
            new ClientFixture(options => options.HttpMessageHandler = handler, RefusingHandler.Host);
        await fixture.Client.SendAsync(Operation.Get);

        var error = await Assert.ThrowsAsync<WorkspaceUnreachableException>(() => fixture.Client.SendAsync(operation));

        Assert.Contains("refused the connection", error.Problem, StringComparison.Ordinal);
        Assert.Equal(35, error.Attempts);
        Assert.InRange(fixture.Delays.Sum(), 290, 300);
        Assert.False(error.MayHaveBeenReceived);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_refused_connection_to_this_machine_is_an_error_immediately(Operation operation)
    {
        // No connection is left over, because one might still work.
        _fixture.Server.Handler = static _ => Operations.Ok.With("Connection", "close");
        await _fixture.Client.SendAsync(Operation.Get);
        _fixture.Server.Dispose();

        var error = await Assert.ThrowsAsync<WorkspaceUnreachableException>(() => _fixture.Client.SendAsync(operation));

        Assert.Contains("refused the connection", error.Problem, StringComparison.Ordinal);
        Assert.Equal(1, error.Attempts);
        Assert.Empty(_fixture.Delays);
        Assert.False(error.MayHaveBeenReceived);
        Assert.Single(_fixture.Server.Requests);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_name_that_does_not_resolve_is_an_error_immediately(Operation operation)
    {
        // With the hyphen first, the resolver itself rejects the name, even without a network.
        using var fixture = new ClientFixture(host: "https://-no-such-workspace.invalid");

        var error = await Assert.ThrowsAsync<WorkspaceUnreachableException>(() => fixture.Client.SendAsync(operation));

        Assert.Contains("no-such-workspace.invalid", error.Problem, StringComparison.Ordinal);
        Assert.Contains("spelling", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, FailureKind.Permanent)]
    [InlineData(true, FailureKind.NotSent)]
    internal void A_name_that_was_found_before_is_retried(bool wasReached, FailureKind kind)
    {
        var cause = new HttpRequestException("x", new SocketException((int)SocketError.HostNotFound));

        Assert.Equal(kind, Map(cause, wasReached).Kind);
    }

    [Theory]
    [InlineData(false, false, FailureKind.Permanent)]
    [InlineData(true, false, FailureKind.NotSent)]
    [InlineData(false, true, FailureKind.NotSent)]
    internal void A_certificate_that_was_trusted_before_and_a_broken_handshake_are_retried(
        bool wasReached,
        bool isHandshake,
        FailureKind kind)
    {
        var inner = new AuthenticationException("x", isHandshake ? new IOException("y") : null);

        Assert.Equal(kind, Map(new HttpRequestException("x", inner), wasReached).Kind);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_connection_that_is_reset_immediately_ends_in_time(Operation operation)
    {
        _fixture.Server.Greet = static client =>
        {
            client.LingerState = new LingerOption(true, 0);
            throw new IOException("Not today.");
        };

        await Assert.ThrowsAsync<WorkspaceUnreachableException>(() => _fixture.Client.SendAsync(operation));

        Assert.Empty(_fixture.Server.Requests);
        Assert.True(_fixture.Delays.Sum() <= 300);
    }

    [Theory]
    [InlineData(Operation.Create)]
    [InlineData(Operation.Repair)]
    [InlineData(Operation.Delete)]
    [InlineData(Operation.RunNow)]
    public async Task On_a_reused_connection_a_change_is_not_sent_twice_either(Operation operation)
    {
        _fixture.Server.Then(Operations.Ok, StubResponse.Broken());
        _fixture.Server.Handler = static _ => Operations.Ok;
        await _fixture.Client.SendAsync(Operation.Get);

        Exception? error = await Record.ExceptionAsync(() => _fixture.Client.SendAsync(operation));

        ReceivedRequest[] changes = [.. _fixture.Server.Requests.Where(static request => request.Method == "POST")];
        bool isRepeated = operation == Operation.RunNow;
        Assert.Equal(isRepeated ? 2 : 1, changes.Length);
        Assert.Single(changes.Select(static request => request.Text).Distinct());
        Assert.Equal(isRepeated, error is null);
    }

    [Theory]
    [InlineData(Operation.Get)]
    [InlineData(Operation.Create)]
    public async Task An_untrusted_certificate_is_an_error_immediately_and_nothing_is_sent(Operation operation)
    {
        using X509Certificate2 certificate = CreateCertificate();
        _fixture.Server.Greet = client => EncryptAsync(client, certificate);
        using var fixture = new ClientFixture(host: $"https://localhost:{_fixture.Server.Port}");

        var error = await Assert.ThrowsAsync<WorkspaceUnreachableException>(() => fixture.Client.SendAsync(operation));

        Assert.Contains("certificate", error.Problem, StringComparison.Ordinal);
        Assert.Contains("trusted certificates", error.RecommendedAction, StringComparison.Ordinal);
        Assert.False(error.MayHaveBeenReceived && operation == Operation.Create);
        Assert.Equal(1, error.Attempts);
        Assert.Empty(_fixture.Server.Requests);
    }

    [Fact]
    public async Task An_untrusted_certificate_of_this_machine_can_be_accepted()
    {
        using X509Certificate2 certificate = CreateCertificate();
        _fixture.Server.Greet = client => EncryptAsync(client, certificate);
        _fixture.Server.Handler = static _ => Operations.Ok;
        using var fixture = new ClientFixture(
            static options => options.SkipCertificateCheck = true,
            $"https://localhost:{_fixture.Server.Port}");

        Assert.Equal(7, await fixture.Client.SendAsync(Operation.Create));
    }

    [Fact]
    public async Task A_broken_TLS_handshake_is_retried()
    {
        _fixture.Server.Greet = static async client =>
        {
            _ = await client.GetStream().ReadAsync(new byte[1]);
            client.LingerState = new LingerOption(true, 0);
            throw new IOException("Not today.");
        };
        using var fixture = new ClientFixture(host: $"https://localhost:{_fixture.Server.Port}");

        var error = await Assert.ThrowsAsync<WorkspaceUnreachableException>(
            () => fixture.Client.SendAsync(Operation.Create));

        Assert.False(error.MayHaveBeenReceived);
        Assert.Equal(35, error.Attempts);
        Assert.Empty(_fixture.Server.Requests);
    }

    private static AttemptFailure Map(Exception cause, bool wasReached) => TransportErrors.Map(cause, new AttemptState(
        new Uri("https://x.example"),
        RequestSafety.Once,
        TimeSpan.FromSeconds(60),
        TimedOut: false,
        WasTooSlow: false,
        MayHaveLeft: false,
        wasReached,
        StatusCode: null,
        RequestId: null,
        KnownSecrets.None));

    private static async Task<Stream> EncryptAsync(TcpClient client, X509Certificate2 certificate)
    {
        var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsServerAsync(certificate);
        return stream;
    }

    private static X509Certificate2 CreateCertificate()
    {
        using RSA key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using X509Certificate2 certificate =
            request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        // Windows uses only keys from its own store.
        return new X509Certificate2(certificate.Export(X509ContentType.Pkcs12));
    }
}
