using System.Management.Automation;
using Databricks.Jobs.PowerShell.Commands.Base;

namespace Databricks.Jobs.PowerShell.Pipeline;

/// <summary>Applies -First and -Skip.</summary>
/// <param name="parameters">The parameters; null for a command without them.</param>
internal sealed class PagedOutput(PagingParameters? parameters)
{
    private ulong _toSkip = parameters?.Skip ?? 0;
    private ulong _toWrite = parameters?.First ?? ulong.MaxValue;

    private ulong Wanted => _toWrite > ulong.MaxValue - _toSkip ? ulong.MaxValue : _toWrite + _toSkip;

    public bool IsDone => _toWrite == 0;

    /// <summary>Writes the unknown total count for -IncludeTotalCount, because the service does not provide
    /// it.</summary>
    public void WriteTotalCount(DbxCommandBase command)
    {
        if (parameters?.IncludeTotalCount.IsPresent == true)
        {
            command.WriteObject(parameters.NewTotalCount(totalCount: 0, accuracy: 0));
        }
    }

    /// <summary>The page size: no larger than the number of requested items.</summary>
    public int PageSize(int max) => Math.Max(1, (int)Math.Min(Wanted, (ulong)max));

    /// <summary>Whether a number of items is all that is still needed, including those that are skipped.</summary>
    public bool IsEnough(int count) => (ulong)count >= Wanted;

    /// <summary>Writes an item unless it is skipped.</summary>
    /// <returns>Whether to continue.</returns>
    public bool Write(DbxCommandBase command, object item)
    {
        if (_toSkip > 0)
        {
            _toSkip--;
            return true;
        }

        if (_toWrite > 0)
        {
            _toWrite--;
            command.WriteObject(item);
        }

        return _toWrite > 0;
    }
}
