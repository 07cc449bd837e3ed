# A host with a window of any width, for tests of what people see in it.

if (-not ('WindowHost' -as [type])) {
    Add-Type -TypeDefinition @'
using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

public sealed class WindowHost : PSHost
{
    private readonly WindowUi _ui = new WindowUi();
    public WindowHost(int width) { Width = width; }
    // A negative width is a host without a window.
    public int Width { get { return _ui.Raw.Width; } set { _ui.Raw.Width = value; } }
    public bool ShowsColors { get { return _ui.ShowsColors; } set { _ui.ShowsColors = value; } }
    public override CultureInfo CurrentCulture { get { return CultureInfo.InvariantCulture; } }
    public override CultureInfo CurrentUICulture { get { return CultureInfo.InvariantCulture; } }
    public override Guid InstanceId { get; } = Guid.NewGuid();
    public override string Name { get { return "WindowHost"; } }
    public override Version Version { get { return new Version(1, 0); } }
    public override PSHostUserInterface UI { get { return _ui; } }
    public override void EnterNestedPrompt() { }
    public override void ExitNestedPrompt() { }
    public override void NotifyBeginApplication() { }
    public override void NotifyEndApplication() { }
    public override void SetShouldExit(int exitCode) { }
}

public sealed class WindowUi : PSHostUserInterface
{
    public WindowRaw Raw { get; } = new WindowRaw();
    public override PSHostRawUserInterface RawUI { get { return Raw; } }
    public bool ShowsColors { get; set; }
    public override bool SupportsVirtualTerminal { get { return ShowsColors; } }
    public override Dictionary<string, PSObject> Prompt(string a, string b, Collection<FieldDescription> c)
    { return null; }
    public override int PromptForChoice(string a, string b, Collection<ChoiceDescription> c, int d) { return d; }
    public override PSCredential PromptForCredential(string a, string b, string c, string d) { return null; }
    public override PSCredential PromptForCredential(string a, string b, string c, string d,
        PSCredentialTypes e, PSCredentialUIOptions f)
    { return null; }
    public override string ReadLine() { return ""; }
    public override SecureString ReadLineAsSecureString() { return null; }
    public override void Write(string value) { }
    public override void Write(ConsoleColor a, ConsoleColor b, string value) { }
    public override void WriteDebugLine(string message) { }
    public override void WriteErrorLine(string value) { }
    public override void WriteLine(string value) { }
    public override void WriteProgress(long sourceId, ProgressRecord record) { }
    public override void WriteVerboseLine(string message) { }
    public override void WriteWarningLine(string message) { }
}

public sealed class WindowRaw : PSHostRawUserInterface
{
    public int Width { get; set; }
    public override Size BufferSize
    {
        get { if (Width < 0) throw new HostException("No window."); return new Size(Width, 35); }
        set { }
    }
    public override Size WindowSize { get { return BufferSize; } set { } }
    public override Size MaxPhysicalWindowSize { get { return BufferSize; } }
    public override Size MaxWindowSize { get { return BufferSize; } }
    public override ConsoleColor BackgroundColor { get; set; }
    public override ConsoleColor ForegroundColor { get; set; }
    public override Coordinates CursorPosition { get; set; }
    public override Coordinates WindowPosition { get; set; }
    public override int CursorSize { get; set; }
    public override string WindowTitle { get; set; }
    public override bool KeyAvailable { get { return false; } }
    public override void FlushInputBuffer() { }
    public override BufferCell[,] GetBufferContents(Rectangle rectangle) { return null; }
    public override KeyInfo ReadKey(ReadKeyOptions options) { return new KeyInfo(); }
    public override void ScrollBufferContents(Rectangle a, Coordinates b, Rectangle c, BufferCell d) { }
    public override void SetBufferContents(Coordinates a, BufferCell[,] b) { }
    public override void SetBufferContents(Rectangle a, BufferCell b) { }
}
'@
}

# A session in a window: the module is imported, and a first command has run.
function New-Window {
    param([int] $Width)

    $window = [WindowHost]::new($Width)
    $state = [initialsessionstate]::CreateDefault2()
    $runspace = [runspacefactory]::CreateRunspace($window, $state)
    $runspace.Open()
    $session = [pscustomobject]@{ Host = $window; Runspace = $runspace }
    $null = Invoke-InWindow $session {
        param($Module)
        Import-Module $Module
        if ($PSStyle) {
            $PSStyle.OutputRendering = 'PlainText'
        }
        Get-DbxWorkspace -ErrorAction Ignore
    } (Get-Module Databricks.Jobs).Path
    $session
}

# What a script writes in a window.
function Invoke-InWindow {
    param($Window, [scriptblock] $Script, [object[]] $ArgumentList)

    $shell = [powershell]::Create()
    try {
        $shell.Runspace = $Window.Runspace
        $null = $shell.AddScript("$Script")
        foreach ($argument in $ArgumentList) {
            $null = $shell.AddArgument($argument)
        }
        $shell.Invoke()
        foreach ($problem in $shell.Streams.Error) {
            Write-Error $problem
        }
    }
    finally {
        $shell.Dispose()
    }
}

function Close-Window {
    param($Window)

    $Window.Runspace.Dispose()
}

Export-ModuleMember -Function New-Window, Invoke-InWindow, Close-Window
