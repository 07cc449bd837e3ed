<#
A server that controls every byte of its responses: for faults that a local workspace, which is a correct HTTP server,
cannot produce.
#>

<#
.SYNOPSIS
    Starts a server with scripted responses. It serves one connection at a time.
.DESCRIPTION
    Returns an object with Port, Address, Lines (the first lines of the requests so far) and Stop().
.PARAMETER Answer
    The responses by a part of the request's first line: Status, Reason, Head (further lines), Length, Body, and Silent
    to send nothing or Slow to send a byte a second. Without a match, the response is {}.
#>
function Start-RawServer {
    [Diagnostics.CodeAnalysis.SuppressMessage(
        'PSUseShouldProcessForStateChangingFunctions', '', Justification = 'Tests only.')]
    [CmdletBinding()]
    param(
        [hashtable] $Answer = @{}
    )

    $listener = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
    $listener.Start()
    $lines = [System.Collections.ArrayList]::Synchronized([System.Collections.ArrayList]::new())
    $ending = [System.Threading.ManualResetEventSlim]::new()
    $shell = [powershell]::Create().AddScript({
            param($listener, $answers, $lines, $ending)

            function Send($stream, [string] $text) {
                $bytes = [System.Text.Encoding]::ASCII.GetBytes($text)
                $stream.Write($bytes, 0, $bytes.Length)
                $stream.Flush()
            }

            while (-not $ending.IsSet) {
                try {
                    $client = $listener.AcceptTcpClient()
                    $client.NoDelay = $true
                    $stream = $client.GetStream()
                    $reader = [System.IO.StreamReader]::new($stream)
                    $first = $reader.ReadLine()
                    $length = 0
                    while ($line = $reader.ReadLine()) {
                        if ($line -match '^Content-Length: (\d+)') {
                            $length = [int] $Matches[1]
                        }
                    }
                    for ($i = 0; $i -lt $length; $i++) {
                        $null = $reader.Read()
                    }
                    $key = $answers.Keys | Where-Object { $first -like "*$_*" } | Select-Object -First 1
                    $answer = if ($key) { $answers[$key] } else { @{} }
                    $body = if ($answer.Body) { $answer.Body } else { '{}' }
                    $status = if ($answer.Status) { $answer.Status } else { 200 }
                    if ($answer.Silent) {
                        $null = $lines.Add($first)
                        $ending.Wait()
                        continue
                    }
                    $reason = if ($answer.Reason) { $answer.Reason } else { 'X' }
                    $length = if ($answer.Length) { $answer.Length } else { $body.Length }
                    $head = "HTTP/1.1 $status $reason`r`nContent-Type: application/json`r`nContent-Length: $length`r`n"
                    Send $stream ($head + "Connection: close`r`n$($answer.Head)`r`n")
                    if ($answer.Slow) {
                        foreach ($character in $body.ToCharArray()) {
                            Send $stream "$character"
                            $null = $lines.Add($first)
                            if ($ending.Wait(1000)) {
                                break
                            }
                        }
                    } else {
                        Send $stream $body
                        $null = $lines.Add($first)
                    }
                } catch {
                    # The client hung up, or the test is over.
                    $null = $_
                } finally {
                    if ($client) {
                        $client.Dispose()
                    }
                }
            }
        }).AddArgument($listener).AddArgument($Answer).AddArgument($lines).AddArgument($ending)
    $null = $shell.BeginInvoke()
    $port = $listener.LocalEndpoint.Port
    [pscustomobject]@{
        Port = $port
        Address = "http://127.0.0.1:$port"
        Lines = $lines
        Listener = $listener
        Ending = $ending
        Shell = $shell
    } | Add-Member -PassThru ScriptMethod Stop {
        $this.Ending.Set()
        $this.Listener.Stop()
        $this.Shell.Stop()
        $this.Shell.Dispose()
    }
}

Export-ModuleMember -Function Start-RawServer
