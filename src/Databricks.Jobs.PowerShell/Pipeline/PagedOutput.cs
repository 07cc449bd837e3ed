using System.Management.Automation;
using Databricks.Jobs.PowerShell.Commands.Base;

namespace Databricks.Jobs.PowerShell.Pipeline;

/// <summary>Applies -First and -Skip.</summary>
internal sealed class PagedOutput(PagingParameters parameters)
{
    private ulong _toSkip = parameters.Skip;
    private ulong _toWrite = parameters.First;

    public bool IsDone => _toWrite == 0;

    /// <summary>Writes the unknown total count for -IncludeTotalCount, because the service does not provide
    /// it.</summary>
    public void WriteTotalCount(DbxCommandBase command)
    {
        if (parameters.IncludeTotalCount)
        {
            command.WriteObject(parameters.NewTotalCount(totalCount: 0, accuracy: 0));
        }
    }

    /// <summary>The page size: no larger than the number of requested items.</summary>
    public int PageSize(int max)
    {
        ulong wanted = parameters.First > ulong.MaxValue - parameters.Skip
            ? ulong.MaxValue
            : parameters.First + parameters.Skip;
        return Math.Max(1, (int)Math.Min(wanted, (ulong)max));
    }

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
