using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Databricks.Jobs.Http;
using Databricks.Jobs.Tests.Servers;

namespace Databricks.Jobs.Faults;

/// <summary>Connections that do not come about, or break before the request is read.</summary>
public sealed class ConnectionTests : IDisposable
{
    private readonly TestBed _bed = new();

    public void Dispose() => _bed.Dispose();

    public static TheoryData<Operation> All => new(Enum.GetValues<Operation>());

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_connection_refused_where_nothing_answered_is_tried_again_for_30_seconds(Operation operation)
    {
        using var bed = new TestBed(host: "http://127.0.0.1:1");

        var error = await Assert.ThrowsAsync<WorkspaceUnreachableException>(() => bed.Client.SendAsync(operation));

        Assert.Contains("Nothing answers at 127.0.0.1:1", error.Problem, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], bed.Pauses);
        Assert.Equal(8, error.Attempts);
        Assert.False(error.MayHaveBeenReceived);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_connection_refused_where_something_answered_is_tried_again_for_300_seconds(Operation operation)
    {
        // No connection is left over: whether one still works is another question.
        _bed.Server.Handler = static _ => Operations.Ok.With("Connection", "close");
        await _bed.Client.SendAsync(Operation.Get);
        _bed.Server.Dispose();

        var error = await Assert.ThrowsAsync<WorkspaceUnreachableException>(() => _bed.Client.SendAsync(operation));

        Assert.Contains("Nothing answers at 127.0.0.1", error.Problem, StringComparison.Ordinal);
        Assert.Equal(35, error.Attempts);
        Assert.InRange(_bed.Pauses.Sum(), 290, 300);
        Assert.False(error.MayHaveBeenReceived);
        Assert.Single(_bed.Server.Requests);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_name_that_does_not_resolve_is_an_error_at_once(Operation operation)
    {
        // With the hyphen first, the resolver itself rejects the name: it is wrong without a network too.
        using var bed = new TestBed(host: "https://-no-such-workspace.invalid");

        var error = await Assert.ThrowsAsync<WorkspaceUnreachableException>(() => bed.Client.SendAsync(operation));

        Assert.Contains("no-such-workspace.invalid", error.Problem, StringComparison.Ordinal);
        Assert.Contains("spelling", error.RecommendedAction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, FailureKind.Hopeless)]
    [InlineData(true, FailureKind.NotSent)]
    internal void A_name_that_was_found_before_is_not_wrong(bool wasReached, FailureKind kind)
    {
        var cause = new HttpRequestException("x", new SocketException((int)SocketError.HostNotFound));

        Assert.Equal(kind, Map(cause, wasReached).Kind);
    }

    [Theory]
    [InlineData(false, false, FailureKind.Hopeless)]
    [InlineData(true, false, FailureKind.NotSent)]
    [InlineData(false, true, FailureKind.NotSent)]
    internal void A_certificate_that_was_good_before_is_not_wrong_and_a_broken_handshake_may_pass(
        bool wasReached,
        bool isHandshake,
        FailureKind kind)
    {
        var inner = new AuthenticationException("x", isHandshake ? new IOException("y") : null);

        Assert.Equal(kind, Map(new HttpRequestException("x", inner), wasReached).Kind);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_connection_that_is_reset_at_once_ends_in_time(Operation operation)
    {
        _bed.Server.Greet = static client =>
        {
            client.LingerState = new LingerOption(true, 0);
            throw new IOException("Not today.");
        };

        await Assert.ThrowsAsync<WorkspaceUnreachableException>(() => _bed.Client.SendAsync(operation));

        Assert.Empty(_bed.Server.Requests);
        Assert.True(_bed.Pauses.Sum() <= 300);
    }

    [Theory]
    [InlineData(Operation.Create)]
    [InlineData(Operation.Repair)]
    [InlineData(Operation.Delete)]
    [InlineData(Operation.RunNow)]
    public async Task On_a_connection_that_served_before_a_change_is_not_sent_twice_either(Operation operation)
    {
        _bed.Server.Then(Operations.Ok, Reply.Broken());
        _bed.Server.Handler = static _ => Operations.Ok;
        await _bed.Client.SendAsync(Operation.Get);

        Exception? error = await Record.ExceptionAsync(() => _bed.Client.SendAsync(operation));

        Received[] changes = [.. _bed.Server.Requests.Where(static request => request.Method == "POST")];
        bool isRepeated = operation == Operation.RunNow;
        Assert.Equal(isRepeated ? 2 : 1, changes.Length);
        Assert.Single(changes.Select(static request => request.Text).Distinct());
        Assert.Equal(isRepeated, error is null);
    }

    [Theory]
    [InlineData(Operation.Get)]
    [InlineData(Operation.Create)]
    public async Task An_untrusted_certificate_is_an_error_at_once_and_nothing_is_sent(Operation operation)
    {
        using X509Certificate2 certificate = CreateCertificate();
        _bed.Server.Greet = client => EncryptAsync(client, certificate);
        using var bed = new TestBed(host: $"https://localhost:{_bed.Server.Port}");

        var error = await Assert.ThrowsAsync<WorkspaceUnreachableException>(() => bed.Client.SendAsync(operation));

        Assert.Contains("certificate", error.Problem, StringComparison.Ordinal);
        Assert.Contains("trusted certificates", error.RecommendedAction, StringComparison.Ordinal);
        Assert.False(error.MayHaveBeenReceived && operation == Operation.Create);
        Assert.Equal(1, error.Attempts);
        Assert.Empty(_bed.Server.Requests);
    }

    [Fact]
    public async Task An_untrusted_certificate_of_this_machine_may_be_taken()
    {
        using X509Certificate2 certificate = CreateCertificate();
        _bed.Server.Greet = client => EncryptAsync(client, certificate);
        _bed.Server.Handler = static _ => Operations.Ok;
        using var bed = new TestBed(
            static options => options.SkipCertificateCheck = true,
            $"https://localhost:{_bed.Server.Port}");

        Assert.Equal(7, await bed.Client.SendAsync(Operation.Create));
    }

    [Fact]
    public async Task An_encryption_that_breaks_off_is_tried_again()
    {
        _bed.Server.Greet = static async client =>
        {
            _ = await client.GetStream().ReadAsync(new byte[1]);
            client.LingerState = new LingerOption(true, 0);
            throw new IOException("Not today.");
        };
        using var bed = new TestBed(host: $"https://localhost:{_bed.Server.Port}");

        var error = await Assert.ThrowsAsync<WorkspaceUnreachableException>(() => bed.Client.SendAsync(Operation.Create));

        Assert.False(error.MayHaveBeenReceived);
        Assert.Equal(35, error.Attempts);
        Assert.Empty(_bed.Server.Requests);
    }

    private static AttemptFailure Map(Exception cause, bool wasReached) => TransportErrors.Map(cause, new AttemptState(
        new Uri("https://x.example"),
        RequestSafety.Once,
        TimeSpan.FromSeconds(60),
        TimedOut: false,
        HasCrawled: false,
        MayHaveLeft: false,
        wasReached,
        StatusCode: null,
        RequestId: null));

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
        // Windows serves only keys that it keeps itself.
        return new X509Certificate2(certificate.Export(X509ContentType.Pkcs12));
    }
}
