namespace Databricks.Jobs.LocalWorkspace.Http;

/// <summary>Keeps what is written up to a limit and lets go of the rest, so that the sender can finish.</summary>
internal sealed class LimitedBuffer(int limit) : MemoryStream
{
    public bool Overflowed { get; private set; }

    public override void Write(byte[] buffer, int offset, int count)
    {
        if (Length + count > limit)
        {
            Overflowed = true;
            return;
        }

        base.Write(buffer, offset, count);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        Write(buffer, offset, count);
        return Task.CompletedTask;
    }

#if !NETSTANDARD2_0
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.ToArray(), 0, buffer.Length);
        return ValueTask.CompletedTask;
    }
#endif
}
